package dev.errand.worker.tls;

import dev.errand.worker.training.SelfSignedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The key of a server and the certificate that a client has to trust.
 *
 * @param store a PKCS #12 file with both
 */
public record TestCertificate(Path store) {

  /** The password of the file. */
  public static final String PASSWORD = "password";

  /**
   * Creates a self-signed certificate.
   *
   * @param name the subject alternative name, for example {@code ip:127.0.0.1}
   */
  public static TestCertificate of(String name, Path folder)
      throws IOException, InterruptedException {
    Path store = folder.resolve(name.replace(':', '-') + ".p12");
    SelfSignedKey.create(store, PASSWORD, name, SelfSignedKey.Algorithm.EC);
    return new TestCertificate(store);
  }

  /**
   * The TLS context of the server. The key manager of another name, {@code PKIX}, decrypts the key
   * in each handshake.
   */
  public SSLContext server() throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(load(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** The TLS context of a client with Conscrypt that trusts only this certificate. */
  public SSLContext client() throws GeneralSecurityException, IOException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted());
    SSLContext context = SSLContext.getInstance("TLS", NativeTls.provider().orElseThrow());
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore trusted() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(SelfSignedKey.ALIAS, load().getCertificate(SelfSignedKey.ALIAS));
    return trusted;
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}
