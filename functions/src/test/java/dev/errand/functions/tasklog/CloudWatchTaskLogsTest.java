package dev.errand.functions.tasklog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.testing.LocalLogs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

class CloudWatchTaskLogsTest {

  private static final String TASK = "0123456789abcdef0123456789abcdef";

  @TempDir private static Path folder;
  private static LocalLogs service;
  private static CloudWatchLogsClient client;
  private static TaskLogs logs;

  @BeforeAll
  static void start() {
    service = LocalLogs.start(folder);
    client = service.client();
    logs = new CloudWatchTaskLogs(client, LocalLogs.GROUP);
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "1, 2, true",
    "7, 3, false",
    "7, 6, false",
    "7, 7, true",
    "7, 8, true",
    "1000, 1000, true",
    "1001, 1000, false"
  })
  void readsTheLastLinesAndWhetherThereAreEarlierOnes(int written, int asked, boolean isComplete)
      throws Exception {
    service.log(TASK, IntStream.range(0, written).mapToObj(n -> "line " + n).toList());

    TaskLog log = logs.newest(TASK, asked).orElseThrow();

    assertThat(log.lines())
        .extracting(TaskLog.Line::text)
        .containsExactlyElementsOf(
            IntStream.range(Math.max(0, written - asked), written)
                .mapToObj(n -> "line " + n)
                .toList());
    assertThat(log.isComplete()).isEqualTo(isComplete);
  }

  @Test
  void tellsWhenTheTaskWroteALine() throws Exception {
    service.log(TASK, List.of("{\"time\": \"2026-11-24T10:00:00.412Z\"}"));

    assertThat(logs.newest(TASK, 1).orElseThrow().lines().get(0).at())
        .isEqualTo(Instant.parse("2026-11-24T10:00:00.412Z"));
  }

  @Test
  void cutsLongLinesAndLongLogs() throws Exception {
    service.log(TASK, Collections.nCopies(100, "x".repeat(100_000)));

    TaskLog log = logs.newest(TASK, 1000).orElseThrow();

    assertThat(log.lines()).hasSizeBetween(30, 32);
    assertThat(log.lines())
        .allMatch(line -> line.text().length() == 8193 && line.text().endsWith("x…"));
    assertThat(log.isComplete()).isFalse();
  }

  @Test
  void knowsNoLogOfATaskThatHasNone() {
    assertThat(logs.newest("fedcba9876543210fedcba9876543210", 1)).isEmpty();
  }
}
