package dev.errand.local.metrics;

import java.util.Map;

/**
 * A metric of CloudWatch, which its namespace, its name and all of its dimensions identify.
 *
 * @param dimensions values by name
 */
public record Metric(String namespace, String name, Map<String, String> dimensions) {

  public Metric {
    dimensions = Map.copyOf(dimensions);
  }
}
