package dev.errand.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A DynamoDB table, on demand.
 *
 * @param attributes the type ({@code S}, {@code N} or {@code B}) of each attribute in a key
 * @param key the partition key, then the sort key if there is one
 * @param timeToLive the attribute with the time when an item expires
 */
public record TableSpec(
    String logicalId,
    String name,
    Map<String, String> attributes,
    List<String> key,
    List<Index> indexes,
    Optional<String> timeToLive) {

  /**
   * A global secondary index.
   *
   * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
   * @param included the attributes of {@code INCLUDE}
   */
  public record Index(String name, List<String> key, String projection, List<String> included) {}
}
