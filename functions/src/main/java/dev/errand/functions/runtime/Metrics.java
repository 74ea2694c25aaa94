package dev.errand.functions.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * Metrics as log lines in CloudWatch's embedded metric format, which CloudWatch reads out of the
 * log by itself. Source: CloudWatch User Guide, "Specification: Embedded metric format".
 */
public final class Metrics {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String namespace;

  /**
   * @param namespace the namespace of the metrics in CloudWatch
   */
  public Metrics(String namespace) {
    this.namespace = namespace;
  }

  /** Publishes counts, and seconds where a name says so. */
  public void publish(Map<String, Long> values, Log log) {
    ObjectNode line = JSON.createObjectNode();
    ObjectNode metrics =
        line.putObject("_aws")
            .put("Timestamp", Instant.now().toEpochMilli())
            .putArray("CloudWatchMetrics")
            .addObject()
            .put("Namespace", namespace);
    metrics.putArray("Dimensions").addArray();
    ArrayNode names = metrics.putArray("Metrics");
    values.forEach(
        (name, value) -> {
          names.addObject().put("Name", name).put("Unit", unit(name));
          line.put(name, value);
        });
    log.write(line);
  }

  private static String unit(String name) {
    return name.endsWith("Seconds") ? "Seconds" : "Count";
  }
}
