package dev.errand.worker.training;

import java.io.IOException;
import java.nio.file.Path;

/** A server's key with a certificate that it signed itself, made by the JDK's keytool. */
public final class SelfSignedKey {

  static final String ALIAS = "server";

  private SelfSignedKey() {}

  /**
   * Makes one.
   *
   * @param keyStore the PKCS #12 file to write
   * @param names what the server is called, such as {@code dns:localhost,ip:127.0.0.1}
   */
  public static void make(Path keyStore, String password, String names)
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
      throw new IOException("keytool made no certificate");
    }
  }
}
