package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.FailureCode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worker neither logs nor stores the token, whatever the records API repeats. Seeded faults:
 * the message of the JDK about a failed request, and a token that is not checked before it becomes
 * a header.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(30)
class SecretsTest {

  private static final String SECRET = "S3cr3tS3cr3t";
  private static final String NO_RECORDS = "{\"records\":[],\"next_cursor\":null,\"total\":0}";

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  static Stream<String> validTokens() {
    return Stream.of(
        SECRET,
        SECRET + "\n",
        SECRET + "\r\n",
        "\t" + SECRET + " ",
        '"' + SECRET + '"',
        SECRET + "%s%n\\u0041",
        SECRET.repeat(5000));
  }

  static Stream<String> invalidTokens() {
    return Stream.of(
        SECRET + "\rX: " + SECRET,
        SECRET + "\nX: " + SECRET,
        SECRET + " " + SECRET,
        SECRET + "\u0000",
        SECRET + "\u001b[0m",
        SECRET + "\u007f",
        SECRET + "\u00e9",
        "\u682a" + SECRET,
        SECRET + "\ud83c",
        "",
        " \r\n");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("validTokens")
  void aTokenThatTheRecordsApiRepeatsIsNeitherLoggedNorStored(String token) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    int exitCode = run(token, log, List.of(notHttp(), notAPage(), refusal()));

    assertThat(exitCode).isEqualTo(FailureCode.RECORDS_API_REFUSED.exitCode().orElseThrow());
    assertSecretIsAbsent(log);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("validTokens")
  void aSuccessfulReportDoesNotContainTheToken(String token) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    int exitCode = run(token, log, List.of(page()));

    assertThat(exitCode).as(log.toString(StandardCharsets.UTF_8)).isZero();
    assertSecretIsAbsent(log);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("invalidTokens")
  void aTokenThatIsInvalidInAHeaderIsRejectedAndNotLogged(String token) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    int exitCode = run(token, log, List.of());

    assertThat(exitCode).isEqualTo(FailureCode.WORKER_MISCONFIGURED.exitCode().orElseThrow());
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("RECORDS_API_TOKEN");
    assertSecretIsAbsent(log);
  }

  private void assertSecretIsAbsent(ByteArrayOutputStream log) throws IOException {
    assertThat(log.toString(StandardCharsets.UTF_8)).isNotEmpty().doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(SECRET);
      }
    }
  }

  /** Creates a response from the value of the header {@code Authorization}. */
  private interface Reply {
    String to(String authorization);
  }

  private static Reply notHttp() {
    return authorization -> "HTTP/1.1 " + authorization + "\r\n" + authorization + "\r\n\r\n";
  }

  private static Reply notAPage() {
    return authorization ->
        UnresponsiveServer.response(200, "", "{\"records\":[{\"id\":\"" + authorization + "\"");
  }

  private static Reply refusal() {
    return authorization ->
        UnresponsiveServer.response(
            401,
            "WWW-Authenticate: " + authorization + "\r\n",
            "{\"title\":\"No.\",\"detail\":\"%s is not known.\"}"
                .formatted(authorization.replace("\\", "\\\\").replace("\"", "\\\"")));
  }

  private static Reply page() {
    return authorization ->
        UnresponsiveServer.response(200, "X-Token: " + authorization + "\r\n", NO_RECORDS);
  }

  private int run(String token, ByteArrayOutputStream log, List<Reply> replies) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> serve(server, replies));
      return new Main(
              Map.of(
                  "REPORT_REQUEST",
                  """
                  {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
                   "start_date": "2021-01-01", "end_date": "2021-12-31"}}""",
                  "EXECUTION_NAME",
                  "a-report",
                  "EXECUTION_STARTED_AT",
                  "2026-11-24T10:00:00Z",
                  "RECORDS_API_URL",
                  URI.create("http://127.0.0.1:" + server.getLocalPort()).toString(),
                  "RECORDS_API_TOKEN",
                  token,
                  "OUTPUT_FOLDER",
                  folder.toString()),
              Clock.systemUTC(),
              new PrintStream(log, true, StandardCharsets.UTF_8))
          .run();
    }
  }

  private static void serve(ServerSocket server, List<Reply> replies) {
    for (int i = 0; !server.isClosed(); i++) {
      try (Socket socket = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String authorization = "";
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.startsWith("Authorization: ")) {
            authorization = line.substring("Authorization: ".length());
          }
        }
        Reply reply = replies.get(Math.min(i, replies.size() - 1));
        socket
            .getOutputStream()
            .write(reply.to(authorization).getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException closed) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }
}
