package dev.errand.worker.tls;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
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
   * @return whether it has one
   */
  public static boolean use() {
    Optional<Provider> provider = provider();
    provider.ifPresent(one -> Security.insertProviderAt(one, 1));
    return provider.isPresent();
  }

  static Optional<Provider> provider() {
    return Conscrypt.isAvailable()
        ? Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build())
        : Optional.empty();
  }
}
