package dev.errand.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMetricsTest {

  private static final Instant TIME = Instant.parse("2026-01-31T08:00:00Z");

  @TempDir Path folder;
  private final MetricStore metrics = new MetricStore();
  private Path log;

  @BeforeEach
  void file() {
    log = folder.resolve("Function.log");
  }

  @Test
  void readsEachLineOnceAndALineThatIsCutOffWhenItIsWhole() throws IOException {
    EmbeddedMetrics embedded = new EmbeddedMetrics(List.of(log), metrics);
    embedded.run();
    append("text\n" + line(2) + "\n" + line(3).substring(0, 40));
    embedded.run();
    embedded.run();
    assertThat(sum(Map.of())).hasValue(2);

    append(line(3).substring(40) + "\n");
    embedded.run();

    assertThat(sum(Map.of())).hasValue(5);
  }

  @Test
  void doesNotReadWhatWasThereBefore() throws IOException {
    append(line(2) + "\n");
    EmbeddedMetrics embedded = new EmbeddedMetrics(List.of(log), metrics);
    embedded.run();

    assertThat(sum(Map.of())).isEmpty();
  }

  @Test
  void takesDimensionsFromTheLine() throws IOException {
    EmbeddedMetrics embedded = new EmbeddedMetrics(List.of(log), metrics);
    append(
        line(4).replace("[[]]", "[[\"Kind\"]]").replace("{\"N\"", "{\"Kind\": \"k\", \"N\"")
            + "\n");
    embedded.run();

    assertThat(sum(Map.of("Kind", "k"))).hasValue(4);
    assertThat(sum(Map.of())).isEmpty();
  }

  @Test
  void passesOverLinesThatAreNoMetrics() throws IOException {
    EmbeddedMetrics embedded = new EmbeddedMetrics(List.of(log), metrics);
    append("\"_aws\" is no JSON\n{\"_aws\": 1}\n" + line(1) + "\n");
    embedded.run();

    assertThat(sum(Map.of())).hasValue(1);
  }

  private OptionalDouble sum(Map<String, String> dimensions) {
    return metrics.statistic(
        new Metric("Test", "N", dimensions), Statistic.SUM, TIME, TIME.plusSeconds(60));
  }

  private static String line(int value) {
    return ("{\"N\": %d, \"_aws\": {\"Timestamp\": %d, \"CloudWatchMetrics\": [{\"Namespace\": \"Test\","
            + " \"Dimensions\": [[]], \"Metrics\": [{\"Name\": \"N\"}]}]}}")
        .formatted(value, TIME.toEpochMilli());
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
