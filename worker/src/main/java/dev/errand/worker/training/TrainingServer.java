package dev.errand.worker.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A records API, a bucket and a table on the loopback address, for one training run. They have a
 * process of their own, so that nothing of them gets into what the training run notes.
 */
public final class TrainingServer implements AutoCloseable {

  /** The name of the bucket. */
  public static final String BUCKET = "training";

  static final String CREDENTIALS = "/credentials";

  /** The password of the key store; its key is of no use to anybody else. */
  static final String PASSWORD = "training";

  private static final String KEYS = "keys.p12";
  private static final String TRUST = "trust.p12";
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private final Path folder;
  private final Process process;
  private final int plainPort;
  private final int securePort;

  private TrainingServer(Path folder, Process process) throws IOException {
    this.folder = folder;
    this.process = process;
    BufferedReader ports =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    this.plainPort = port(ports);
    this.securePort = port(ports);
  }

  private static int port(BufferedReader ports) throws IOException {
    String port = ports.readLine();
    if (port == null) {
      throw new IOException("the training site did not start");
    }
    return Integer.parseInt(port);
  }

  /** Starts on free ports. */
  public static TrainingServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("training");
    SelfSignedKey.make(folder.resolve(KEYS), PASSWORD, "dns:localhost,ip:127.0.0.1");
    Process process =
        new ProcessBuilder(
                BIN.resolve("java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainingSite.class.getName(),
                folder.resolve(KEYS).toString(),
                folder.resolve(TRUST).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new TrainingServer(folder, process);
  }

  /** The base URL without TLS, by this name or address of the loopback interface. */
  public URI plain(String host) {
    return URI.create("http://%s:%d".formatted(host, plainPort));
  }

  /** The base URL with TLS, by this name or address of the loopback interface. */
  public URI secure(String host) {
    return URI.create("https://%s:%d".formatted(host, securePort));
  }

  /** Where credentials are, as a task of ECS gets them. */
  public URI credentials() {
    return plain("127.0.0.1").resolve(CREDENTIALS);
  }

  /** Has the JDK's own authorities in it, and the certificate. */
  public Path trustStore() {
    return folder.resolve(TRUST);
  }

  /** A folder for artifacts, until it is closed. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    process.destroy();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
