package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Log log =
      new Log(
          new PrintStream(written, true, StandardCharsets.UTF_8),
          Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC));

  @Test
  void everyLineHasTheReportTheAttemptAndTheClientOnceTheyAreKnown() throws Exception {
    log.setAttempt(Attempt.first(new ReportId("a-report")), CLIENT.toString());
    log.info("one");
    log.warn("two");
    log.error("three", "interrupted");
    log.fault(new IllegalStateException("four"));

    assertThat(lines())
        .hasSize(4)
        .allSatisfy(
            line -> {
              assertThat(line.get("report_id").textValue()).isEqualTo("a-report");
              assertThat(line.get("attempt").intValue()).isEqualTo(1);
              assertThat(line.get("client_id").textValue()).isEqualTo(CLIENT.toString());
            });
  }

  /** A message may contain what was sent or read. */
  @Test
  void aFaultIsOneLineWithItsTraceButWithoutMessages() throws Exception {
    IllegalStateException fault =
        new IllegalStateException("secret", new RuntimeException("another secret"));
    fault.addSuppressed(new IllegalArgumentException("a third secret"));

    log.fault(fault);

    assertThat(lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.get("fault").textValue())
                    .contains(
                        "java.lang.IllegalStateException",
                        "Caused by: java.lang.RuntimeException",
                        "LogTest.java")
                    .doesNotContain("secret"));
  }

  private List<JsonNode> lines() throws Exception {
    ObjectMapper json = new ObjectMapper();
    return json.readerFor(JsonNode.class).<JsonNode>readValues(written.toByteArray()).readAll();
  }
}
