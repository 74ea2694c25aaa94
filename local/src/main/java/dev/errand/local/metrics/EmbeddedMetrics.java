package dev.errand.local.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the metrics out of log lines in the embedded metric format. Lines that were in a log before
 * are not read.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 */
public final class EmbeddedMetrics implements Runnable {

  /** What is read of a log at once. */
  private static final int MAX_BYTES = 1 << 20;

  private static final byte NEW_LINE = '\n';

  private final Map<Path, Long> positions = new LinkedHashMap<>();
  private final MetricStore metrics;

  /**
   * @param logs that need not be there yet
   */
  public EmbeddedMetrics(List<Path> logs, MetricStore metrics) {
    this.metrics = metrics;
    logs.forEach(log -> positions.put(log, Files.exists(log) ? log.toFile().length() : 0L));
  }

  /** Reads the lines that have come since. */
  @Override
  public synchronized void run() {
    positions.replaceAll(this::read);
  }

  private long read(Path log, long position) {
    if (!Files.exists(log)) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = position > file.length() ? 0 : position;
      for (long at = begin; ; ) {
        byte[] bytes = new byte[(int) Math.min(MAX_BYTES, file.length() - at)];
        file.seek(at);
        file.readFully(bytes);
        int end = endOfLastLine(bytes);
        if (end == 0) {
          // a line longer than what is read at once is no metric
          return bytes.length == MAX_BYTES ? at + bytes.length : at;
        }
        new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(this::line);
        at += end;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  private static int endOfLastLine(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != NEW_LINE) {
      end--;
    }
    return end;
  }

  private void line(String line) {
    if (!line.contains("\"_aws\"")) {
      return;
    }
    try {
      JsonNode json = Json.read(line);
      Instant time = Instant.ofEpochMilli(json.at("/_aws/Timestamp").asLong());
      json.at("/_aws/CloudWatchMetrics").forEach(directive -> publish(json, directive, time));
    } catch (JsonProcessingException notAMetric) {
      // any other log line
    }
  }

  private void publish(JsonNode line, JsonNode directive, Instant time) {
    String namespace = directive.path("Namespace").asText();
    for (JsonNode names : directive.path("Dimensions")) {
      Map<String, String> dimensions = new LinkedHashMap<>();
      names.forEach(name -> dimensions.put(name.asText(), line.path(name.asText()).asText()));
      for (JsonNode metric : directive.path("Metrics")) {
        String name = metric.path("Name").asText();
        if (line.path(name).isNumber()) {
          metrics.add(new Metric(namespace, name, dimensions), line.path(name).doubleValue(), time);
        }
      }
    }
  }
}
