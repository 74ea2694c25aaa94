package dev.errand.worker.tls;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.function.Consumer;
import org.conscrypt.Conscrypt;

/**
 * TLS and hashes of BoringSSL through Conscrypt. Those of the JDK are as fast after compilation,
 * but most reports are complete before that. The trust store remains that of the JDK.
 */
public final class NativeTls {

  private NativeTls() {}

  /**
   * Installs Conscrypt as the first provider if it has a library for this machine.
   *
   * @param warn receives a message if there is no library
   */
  public static void use(Consumer<String> warn) {
    provider()
        .ifPresentOrElse(
            provider -> Security.insertProviderAt(provider, 1),
            () ->
                warn.accept(
                    "Conscrypt has no library for this machine: the JDK's TLS is used instead"));
  }

  static Optional<Provider> provider() {
    return Conscrypt.isAvailable()
        ? Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build())
        : Optional.empty();
  }
}
