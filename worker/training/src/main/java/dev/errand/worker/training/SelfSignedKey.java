package dev.errand.worker.training;

import java.io.IOException;
import java.nio.file.Path;

/** Creates the key of a server with a self-signed certificate by the keytool of the JDK. */
public final class SelfSignedKey {

  /** The alias of the key. */
  public static final String ALIAS = "server";

  private SelfSignedKey() {}

  /**
   * Creates a key store.
   *
   * @param keyStore the PKCS #12 file to write
   * @param names the subject alternative names, for example {@code dns:localhost,ip:127.0.0.1}
   */
  public static void create(Path keyStore, String password, String names)
      throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=server",
                "-ext",
                "san=" + names)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool created no certificate");
    }
  }
}
