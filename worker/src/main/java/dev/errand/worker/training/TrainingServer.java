package dev.errand.worker.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A records API, a bucket and a table on the loopback address, for one training run. They have a
 * process of their own, so that nothing of them gets into what the training run notes.
 */
public final class TrainingServer implements AutoCloseable {

  /** The name of the bucket. */
  public static final String BUCKET = "training";

  /** The password of the key store; its certificate is of no use to anybody else. */
  public static final String PASSWORD = "training";

  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private final Path keyStore;
  private final Process process;
  private final URI plain;
  private final URI secure;

  private TrainingServer(Path keyStore, Process process) throws IOException {
    this.keyStore = keyStore;
    this.process = process;
    BufferedReader ports =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    this.plain = URI.create("http://127.0.0.1:" + ports.readLine());
    this.secure = URI.create("https://127.0.0.1:" + ports.readLine());
  }

  /** Starts on free ports. */
  public static TrainingServer start() throws IOException, InterruptedException {
    Path keyStore = Files.createTempDirectory("training").resolve("keys.p12");
    SelfSignedKey.make(keyStore, PASSWORD, "ip:127.0.0.1");
    Process process =
        new ProcessBuilder(
                BIN.resolve("java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainingSite.class.getName(),
                keyStore.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new TrainingServer(keyStore, process);
  }

  /** The base URL without TLS. */
  public URI plain() {
    return plain;
  }

  /** The base URL with TLS. */
  public URI secure() {
    return secure;
  }

  /** Holds the certificate. */
  public Path keyStore() {
    return keyStore;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      Files.deleteIfExists(keyStore);
      Files.deleteIfExists(keyStore.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
