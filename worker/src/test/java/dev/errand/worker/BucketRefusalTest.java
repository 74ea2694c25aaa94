package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A bucket that denies access to the checkpoint. Seeded fault: a 403 handled like a missing object,
 * so that the report starts from the beginning.
 */
class BucketRefusalTest {

  private static final Map<String, String> AWS =
      Map.of(
          "aws.region", "us-east-1",
          "aws.accessKeyId", "test",
          "aws.secretAccessKey", "test");

  @AfterEach
  void clear() {
    AWS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrl");
  }

  @Test
  void failsTheReportInsteadOfStartingFromTheBeginning() throws Exception {
    String denied =
        UnresponsiveServer.response(
            403, "", "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (UnresponsiveServer server =
        new UnresponsiveServer(Map.of("GET /bucket/checkpoints.*", denied))) {
      AWS.forEach(System::setProperty);
      System.setProperty("aws.endpointUrl", server.endpoint().toString());
      Main main =
          new Main(
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
                  server.endpoint().toString(),
                  "RECORDS_API_TOKEN",
                  "token",
                  "DEADLINE_SECONDS",
                  "5",
                  "BUCKET_NAME",
                  "bucket"),
              Clock.systemUTC(),
              new PrintStream(log, true, StandardCharsets.UTF_8));

      assertThat(main.run()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE.exitCode().orElseThrow());
      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("GET /bucket/checkpoints");
      assertThat(log.toString(StandardCharsets.UTF_8)).contains("403 AccessDenied");
    }
  }
}
