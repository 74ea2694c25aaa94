package dev.errand.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the usual commands against sample answers, so that the JVM lists the classes that they need.
 * The launcher makes a class-data archive of them.
 */
final class CommandTraining {

  private static final String CLIENT = "123e4567-e89b-12d3-a456-426614174000";

  private static final String REPORT =
      """
      {"id": "01JDF3T7C4V5N6P7Q8R9S0T1V2", "name": "training", "status": "SUCCEEDED", "attempt": 1,
       "filter": {"client_id": "123e4567-e89b-12d3-a456-426614174000",
                  "start_date": "2021-01-01", "end_date": "2021-12-31"},
       "created_at": "2026-11-24T10:00:00.120Z", "updated_at": "2026-11-24T10:31:07.981Z",
       "expires_at": "2027-02-22T10:31:07.981Z",
       "result": {"row_count": 698, "artifacts": []}, "links": {"self": "/", "events": "/"}}
      """;

  private CommandTraining() {}

  /**
   * Runs them.
   *
   * @param arguments none; the files of a stage are read from {@code ERRAND_DATA}
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(System.getenv("ERRAND_DATA"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/v1/reports", "{\"reports\": [" + REPORT + "]}");
    answer(server, "/v1/reports/", REPORT);
    answer(
        server,
        "/token",
        "{\"access_token\": \"" + "made.up".repeat(120) + "\", \"expires_in\": 3600}");
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(
        Files.createDirectories(data).resolve("stage.json"),
        "{\"api\": \"%s\", \"token_endpoint\": \"%s/token\"}".formatted(url, url));
    for (int i = 0; i < 2; i++) {
      run("list");
      run("list", CLIENT);
      run("list", CLIENT, "--json");
      run("show", "01JDF3T7C4V5N6P7Q8R9S0T1V2");
      run("show", "01JDF3T7C4V5N6P7Q8R9S0T1V2", "--json");
      run("watch", "01JDF3T7C4V5N6P7Q8R9S0T1V2");
      run("--help");
    }
    System.exit(0);
  }

  private static void run(String... arguments) {
    Main.run(List.of(arguments), CommandContext.ofProcess());
  }

  private static void answer(HttpServer server, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
