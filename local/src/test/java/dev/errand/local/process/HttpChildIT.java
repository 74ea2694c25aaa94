package dev.errand.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpChildIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void aServerThatIsKilledIsStartedAgainOnItsPort() throws Exception {
    try (HttpChild server = new HttpChild(folder.resolve("processes"), this::server)) {
      server.start();
      long killed = pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      await()
          .atMost(LIMIT)
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () -> {
                assertThat(pid()).isNotEqualTo(killed);
                assertThat(status(server.endpoint())).isEqualTo(404);
              });
    }
    assertThat(folder.resolve("processes")).isEmptyDirectory();
  }

  @Test
  void oneThatIsClosedBeforeItAnswersEndsAtOnce() {
    HttpChild silent =
        new HttpChild(folder.resolve("processes"), port -> program(List.of("/bin/sleep", "600")));
    CompletableFuture<Void> start = CompletableFuture.runAsync(silent::start);
    await().until(() -> Files.exists(folder.resolve("processes/server.process")));

    silent.close();

    assertThat(start)
        .failsWithin(Duration.ofSeconds(2))
        .withThrowableThat()
        .withMessageContaining("closed");
    assertThat(folder.resolve("processes")).isEmptyDirectory();
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("processes/server.process")).get(0));
  }

  private static int status(URI endpoint) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private Program server(int port) {
    return program(
        List.of(
            JavaCommand.executable(),
            "-cp",
            System.getProperty("java.class.path"),
            EmptyServer.class.getName(),
            Integer.toString(port)));
  }

  private Program program(List<String> command) {
    return new Program("server", command, Map.of(), folder, folder.resolve("server.log"));
  }

  /** Answers 404 to everything. */
  static final class EmptyServer {

    private EmptyServer() {}

    public static void main(String... arguments) throws IOException {
      com.sun.net.httpserver.HttpServer.create(
              new java.net.InetSocketAddress(
                  java.net.InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
              0)
          .start();
    }
  }
}
