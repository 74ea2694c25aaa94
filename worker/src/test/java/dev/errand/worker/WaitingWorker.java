package dev.errand.worker;

import static dev.errand.worker.UnresponsiveServer.response;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A worker that waits for an answer to one of its calls. */
abstract class WaitingWorker {

  static final Duration SOON = Duration.ofSeconds(2);
  private static final String NONE_FOUND = response(404, "", "");
  private static final String NO_UPLOADS =
      response(200, "", "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
  private static final String BEGUN =
      response(
          200,
          "",
          "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
  private static final String PAGE =
      response(
          200,
          "",
          """
          {"records":[{"id":"1","client_id":"1266cd5a-1dfa-44f2-83ca-534c30b38555",
           "booked_at":"2021-01-01T00:00:00Z","amount":"1.00","currency":"EUR","status":"pending",
           "counterparty":"","description":"%s"}],"next_cursor":null,"total":1}"""
              .formatted("x".repeat(9 << 20)));
  private static final Map<String, String> AWS =
      Map.of(
          "aws.region", "us-east-1",
          "aws.accessKeyId", "test",
          "aws.secretAccessKey", "test");

  /** The call that the worker waits for, and the requests that are answered before it. */
  enum Wait {
    FIRST_PAGE("GET /v1/records.*", Map.of()),
    PAUSE(
        "GET /v1/records.*",
        Map.of("GET /v1/records.*", response(503, "Retry-After: 600\r\n", ""))),
    CHECKPOINT("GET /bucket/checkpoints.*", Map.of()),
    UPLOAD(
        "PUT /bucket/reports/.*partNumber=1.*",
        Map.of(
            "GET /v1/records.*", PAGE,
            "GET /bucket/checkpoints.*", NONE_FOUND,
            "GET /bucket\\?.*", NO_UPLOADS,
            "POST /bucket/reports/.*", BEGUN)),
    PROGRESS("POST / .*", Map.of());

    final String request;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable
    final Map<String, String> answers;

    Wait(String request, Map<String, String> answers) {
      this.request = request;
      this.answers = answers;
    }
  }

  @TempDir private Path folder;

  final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeAll
  static void setCredentials() {
    AWS.forEach(System::setProperty);
  }

  @AfterAll
  static void clearCredentials() {
    AWS.keySet().forEach(System::clearProperty);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    System.clearProperty("aws.endpointUrl");
  }

  Map<String, String> environment(Wait wait, URI server) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "REPORT_REQUEST",
        """
        {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
         "start_date": "2021-01-01", "end_date": "2021-12-31"}}""");
    environment.put("EXECUTION_NAME", "a-report");
    environment.put("EXECUTION_STARTED_AT", "2026-11-24T10:00:00Z");
    environment.put("RECORDS_API_URL", server.toString());
    environment.put("RECORDS_API_TOKEN", "token");
    switch (wait) {
      case CHECKPOINT, UPLOAD -> environment.put("BUCKET_NAME", "bucket");
      default -> environment.put("OUTPUT_FOLDER", folder.toString());
    }
    if (wait == Wait.PROGRESS) {
      environment.put("TABLE_NAME", "table");
    }
    System.setProperty("aws.endpointUrl", server.toString());
    return environment;
  }

  static PrintStream out(ByteArrayOutputStream log) {
    return new PrintStream(log, true, StandardCharsets.UTF_8);
  }

  static String lastLine(ByteArrayOutputStream log) {
    return log.toString(StandardCharsets.UTF_8).lines().reduce((one, next) -> next).orElseThrow();
  }
}
