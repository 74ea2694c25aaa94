package dev.errand.worker.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Creates the key of a server with a self-signed certificate by the keytool of the JDK. */
public final class SelfSignedKey {

  /** The alias of the key. */
  public static final String ALIAS = "server";

  /** The algorithm of a key. */
  public enum Algorithm {
    /** RSA with 2,048 bits, as most servers have it. */
    RSA("RSA", "-keysize", "2048"),
    /** An elliptic curve, P-256: much less processor time for the server. */
    EC("EC", "-groupname", "secp256r1");

    private final String name;
    private final String sizeOption;
    private final String size;

    Algorithm(String name, String sizeOption, String size) {
      this.name = name;
      this.sizeOption = sizeOption;
      this.size = size;
    }

    private List<String> options() {
      return List.of("-keyalg", name, sizeOption, size);
    }
  }

  private SelfSignedKey() {}

  /**
   * Creates a key store.
   *
   * @param keyStore the PKCS #12 file to write
   * @param names the subject alternative names, for example {@code dns:localhost,ip:127.0.0.1}
   */
  public static void create(Path keyStore, String password, String names, Algorithm algorithm)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair"));
    command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", password, "-alias", ALIAS));
    command.addAll(algorithm.options());
    command.addAll(List.of("-dname", "CN=server", "-ext", "san=" + names));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("keytool created no certificate");
    }
  }
}
