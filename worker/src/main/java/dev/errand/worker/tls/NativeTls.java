package dev.errand.worker.tls;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.function.Consumer;
import org.conscrypt.Conscrypt;

/**
 * TLS and hashes from BoringSSL, by Conscrypt. The JDK's own are as fast once they are compiled,
 * but a report is often complete before that. Whom to trust stays the JDK's decision.
 */
public final class NativeTls {

  private NativeTls() {}

  /**
   * Uses it from here on, if there is a library for this machine.
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
