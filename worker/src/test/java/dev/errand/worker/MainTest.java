package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void logsTheReportAndTheVersionOfAnInvalidRequest() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Map<String, String> environment =
        Map.of(
            "EXECUTION_NAME",
            "client-a-report",
            "REPORT_REQUEST",
            "{\"filter\": {}}",
            "VERSION",
            "v1");

    int exitCode =
        new Main(environment, Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8))
            .run();

    assertThat(exitCode).isEqualTo(FailureCode.INVALID_REQUEST.exitCode().orElseThrow());
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("\"version\":\"v1\"", "\"report_id\":\"client-a-report\"", "/filter/client_id");
  }
}
