package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What the items of a Map Run are read from.
 *
 * @param resource {@code s3:getObject} or {@code s3:listObjectsV2}
 * @param parameters of that call
 * @param format of the objects; empty if the objects of a listing are the items
 * @param itemsPointer a JSON pointer to the items in a JSON document
 * @param csv how a CSV object is read
 * @param maxItems how many items are read at most
 */
public record ItemSource(
    String resource,
    JsonNode parameters,
    Optional<Format> format,
    Optional<String> itemsPointer,
    Csv csv,
    Optional<Long> maxItems) {

  /** The resource that reads one object. */
  public static final String GET_OBJECT = "arn:aws:states:::s3:getObject";

  /** The resource that lists objects. */
  public static final String LIST_OBJECTS = "arn:aws:states:::s3:listObjectsV2";

  /** The resource of a Task state that makes the same call of S3. */
  public static String ofSdk(String resource) {
    return resource.replace(":::s3:", ":::aws-sdk:s3:");
  }

  /** The values of {@code InputType} that are read here. */
  public enum Format {
    CSV,
    JSON,
    JSONL
  }

  /**
   * How a CSV object is read.
   *
   * @param delimiter between the fields
   * @param headers the names of the columns; empty if they are in the first row
   */
  public record Csv(char delimiter, Optional<List<String>> headers) {}

  ItemSource with(JsonNode newParameters, Optional<Long> newMaxItems) {
    return new ItemSource(resource, newParameters, format, itemsPointer, csv, newMaxItems);
  }
}
