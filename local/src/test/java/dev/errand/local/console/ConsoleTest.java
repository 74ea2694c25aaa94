package dev.errand.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.Account;
import dev.errand.local.gateway.HttpApi;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.RouteSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files and tokens that the stage serves in front of its API, and which requests it refuses.
 */
class ConsoleTest {

  private static final Path FILES = Path.of("../console").toAbsolutePath().normalize();
  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  private static final ConsoleSettings SETTINGS =
      new ConsoleSettings(
          URI.create("http://127.0.0.1:9000"),
          List.of(CLIENT),
          Map.of("AdminScope", "errand.admin"));

  @TempDir private Path folder;

  private HttpApi api;

  @BeforeEach
  void start() throws IOException {
    Path files = Files.createDirectory(folder.resolve("console"));
    Files.writeString(files.resolve("index.html"), "<!doctype html>");
    Files.writeString(files.resolve("main.js"), "start();");
    Files.writeString(files.resolve("fetch"), "no file of a page");
    Files.writeString(folder.resolve("secrets.js"), "secret");
    api =
        HttpApi.start(
            List.of(new RouteSpec("ANY", "$default", "Api", Duration.ofSeconds(5))),
            (function, event) ->
                CompletableFuture.completedFuture(new Invocation.Success("\"the API\"")),
            new Account("000000000000", "us-east-1", "id", "secret"),
            0,
            List.of(new Console(files, SETTINGS, (client, scope) -> client + " " + scope)));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void itsFilesAreServedUnderAStrictPolicy() throws IOException {
    String page = get("/", "127.0.0.1");

    assertThat(page).startsWith("HTTP/1.1 200").contains("text/html").endsWith("<!doctype html>");
    assertThat(page.lines().filter(line -> line.startsWith("Content-security-policy")))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "script-src 'self';", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "*");
    assertThat(get("/main.js", "localhost:8080")).contains("text/javascript").endsWith("start();");
    assertThat(get("/config.json", "127.0.0.1"))
        .contains("\"admin\" : \"errand.admin\"", CLIENT.toString());
  }

  @Test
  void theDeployedConsoleHasTheSamePolicyButForTheAddresses() throws IOException {
    String template =
        Files.readString(FILES.resolveSibling("template.yaml")).replaceAll("\\s+", " ");

    assertThat(SETTINGS.contentSecurityPolicy().split("; ", -1))
        .hasSize(11)
        .filteredOn(part -> !part.startsWith("connect-src") && !part.startsWith("frame-src"))
        .allSatisfy(part -> assertThat(template).contains(part));
  }

  @Test
  void otherRequestsGoToTheApi() throws IOException {
    for (String path :
        List.of(
            "/v1/reports",
            "/fetch",
            "/../secrets.js",
            "/%2e%2e/secrets.js",
            "/no.js",
            "/a\\b.js")) {
      assertThat(get(path, "127.0.0.1")).as(path).doesNotContain("secret", "no file");
    }
    assertThat(get("/v1/reports", "127.0.0.1")).endsWith("\"the API\"");
    assertThat(send("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"))
        .endsWith("\"the API\"");
  }

  @Test
  void aRequestThatNamesAnotherHostGetsNeitherPageNorToken() throws IOException {
    for (String host :
        List.of(
            "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil", "")) {
      assertThat(get("/", host)).as(host).startsWith("HTTP/1.1 421");
      assertThat(get("/config.json", host)).as(host).startsWith("HTTP/1.1 421");
      assertThat(token(host, "application/json", body("errand.admin"))).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void aTokenIsGivenToJsonAloneWhichNoOtherSitesFormCanSend() throws IOException {
    assertThat(token("127.0.0.1", "application/json", body("errand.admin")))
        .startsWith("HTTP/1.1 200")
        .contains("no-store")
        .endsWith(CLIENT + " errand.admin")
        .doesNotContainIgnoringCase("Access-Control");
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      assertThat(token("127.0.0.1", type, body("x"))).startsWith("HTTP/1.1 415");
    }
    for (String wrong :
        List.of("", "{}", "[", body(""), "{\"client_id\": \"x\", \"scope\": \"y\"}")) {
      assertThat(token("127.0.0.1", "application/json", wrong))
          .as(wrong)
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void whatTheConsoleConsistsOfIsThere() throws IOException {
    String page = Files.readString(FILES.resolve("index.html"));

    assertThat(page)
        .doesNotContainPattern("<script(?! type=\"module\" src=)")
        .doesNotContain("style=");
    for (String name : List.of("main.js", "theme.js", "styles/base.css", "vendor/preact.js")) {
      assertThat(FILES.resolve(name)).isRegularFile();
    }
  }

  private static String body(String scope) {
    return "{\"client_id\": \"%s\", \"scope\": \"%s\"}".formatted(CLIENT, scope);
  }

  private String token(String host, String type, String body) throws IOException {
    return send(
        "POST /console/token HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(host, type, body.length(), body));
  }

  private String get(String path, String host) throws IOException {
    return send("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host));
  }

  /** No client of the JDK lets a header Host be chosen, or a path with dots. */
  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.endpoint().getPort())) {
      String closing = request.replaceFirst("\r\n", "\r\nConnection: close\r\n");
      socket.getOutputStream().write(closing.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
