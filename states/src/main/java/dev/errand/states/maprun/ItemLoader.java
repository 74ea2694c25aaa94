package dev.errand.states.maprun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.state.ItemSource;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads the items of a Map Run by calls of S3.
 *
 * @param services have {@code aws-sdk:s3:getObject} and {@code aws-sdk:s3:listObjectsV2}
 */
public record ItemLoader(ServiceIntegrations services) {

  private static final String FAILED = "States.ItemReaderFailed";

  /**
   * The items.
   *
   * @throws StatesError {@code States.ItemReaderFailed}
   */
  public ArrayNode load(ItemSource source) {
    Items items = new Items(source.maxItems().orElse(Long.MAX_VALUE));
    if (source.resource().equals(ItemSource.LIST_OBJECTS)) {
      list(source, items);
    } else {
      read(source, source.parameters(), items);
    }
    return items.array;
  }

  /** The items so far, up to the maximum. */
  private static final class Items {

    private final ArrayNode array = Json.MAPPER.createArrayNode();
    private final long maximum;

    Items(long maximum) {
      this.maximum = maximum;
    }

    void add(JsonNode item) {
      if (!isFull()) {
        array.add(item);
      }
    }

    boolean isFull() {
      return array.size() >= maximum;
    }
  }

  private void list(ItemSource source, Items items) {
    ObjectNode parameters = source.parameters().deepCopy();
    Optional<String> next;
    do {
      JsonNode page = call(ItemSource.LIST_OBJECTS, parameters);
      for (JsonNode object : page.path("Contents")) {
        if (source.format().isEmpty()) {
          items.add(listed(object));
        } else if (!items.isFull()) {
          ObjectNode of = Json.object();
          of.set("Bucket", source.parameters().path("Bucket"));
          of.set("Key", object.path("Key"));
          read(source, of, items);
        }
      }
      next =
          Optional.of(page.path("NextContinuationToken").asText())
              .filter(continuation -> !continuation.isEmpty() && !items.isFull());
      next.ifPresent(continuation -> parameters.put("ContinuationToken", continuation));
    } while (next.isPresent());
  }

  /** An object of a listing, with its time in seconds since 1970 and the names that items have. */
  private static JsonNode listed(JsonNode object) {
    ObjectNode item = Json.object();
    item.put("Etag", object.path("ETag").asText());
    item.set("Key", object.path("Key"));
    item.put("LastModified", seconds(object.path("LastModified").asText()));
    item.set("Size", object.path("Size"));
    return item.put("StorageClass", object.path("StorageClass").asText("STANDARD"));
  }

  private static long seconds(String timestamp) {
    try {
      return Instant.parse(timestamp).getEpochSecond();
    } catch (DateTimeParseException e) {
      throw failed("LastModified is no time: " + timestamp);
    }
  }

  private void read(ItemSource source, JsonNode parameters, Items items) {
    String body = call(ItemSource.GET_OBJECT, parameters).path("Body").asText();
    ItemParser.of(source).parse(body).forEach(items::add);
  }

  private JsonNode call(String resource, JsonNode parameters) {
    return new S3Calls(services, FAILED).call(resource, parameters);
  }

  static StatesError failed(String cause) {
    return new StatesError(FAILED, cause);
  }
}
