package dev.errand.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** json-server, an API from npm, over a file. */
final class JsonServer implements AutoCloseable {

  private static final Path PROGRAM =
      StageProcess.ROOT.resolve("target/tools/node_modules/.bin/json-server");

  /** Of each answer, so that a task can be killed between two pages. */
  private static final int DELAY_MILLIS = 200;

  private final Process process;
  private final URI endpoint;

  private JsonServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Skips the test that calls it where it is not installed, and says so in the log. */
  static void assumeInstalled() {
    String reason =
        "json-server is missing: npm install --prefix target/tools --no-save asl-validator@4.0.0"
            + " json-server@0.17.4 hyparquet@1.33.0";
    if (!Files.isExecutable(PROGRAM)) {
      System.out.println("[SKIPPED] " + reason);
    }
    assumeTrue(Files.isExecutable(PROGRAM), "skipped: " + reason);
  }

  /** Starts it and waits until it answers. */
  static JsonServer start(Path file) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--delay",
                Integer.toString(DELAY_MILLIS),
                "--quiet",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("json-server.log").toFile())
            .start();
    JsonServer server = new JsonServer(process, URI.create("http://127.0.0.1:" + port));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(server::answers);
    return server;
  }

  private boolean answers() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
