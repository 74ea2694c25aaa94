package dev.errand.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The operation {@code PutEvents} of EventBridge, for one bus.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">API
 *     reference</a>
 */
public final class PutEvents implements Handler {

  private final Consumer<ObjectNode> bus;
  private final Account account;
  private final InstantSource clock;
  private final AwsJson protocol =
      new AwsJson("AWSEvents", "1.1", Map.of("PutEvents", this::putEvents));

  /** Puts events on this bus. */
  public PutEvents(Consumer<ObjectNode> bus, Account account, InstantSource clock) {
    this.bus = bus;
    this.account = account;
    this.clock = clock;
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return protocol;
  }

  @Override
  public void handle(Context http) {
    protocol.handle(http);
  }

  private ObjectNode putEvents(Input input) {
    JsonNode given = input.body().path("Entries");
    if (!given.isArray() || given.isEmpty()) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }
    ObjectNode answer = Json.object();
    ArrayNode entries = answer.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : given) {
      ObjectNode put = put(entry);
      failed += put.has("ErrorCode") ? 1 : 0;
      entries.add(put);
    }
    return answer.put("FailedEntryCount", failed);
  }

  /** Puts one entry on the bus, unless it is not valid. */
  private ObjectNode put(JsonNode entry) {
    for (String argument : List.of("Source", "DetailType", "Detail")) {
      if (entry.path(argument).asText().isBlank()) {
        return refusal(
            "InvalidArgument",
            "Parameter %s is not valid. Reason: %s is a required argument."
                .formatted(argument, argument));
      }
    }
    Optional<ObjectNode> detail = detail(entry.path("Detail").asText());
    if (detail.isEmpty()) {
      return refusal("MalformedDetail", "Detail is malformed.");
    }
    String id = UUID.randomUUID().toString();
    ObjectNode event = Json.object();
    event
        .put("version", "0")
        .put("id", id)
        .put("detail-type", entry.path("DetailType").asText())
        .put("source", entry.path("Source").asText())
        .put("account", account.id())
        .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", account.region());
    event.set(
        "resources",
        entry.has("Resources") ? entry.path("Resources") : Json.MAPPER.createArrayNode());
    event.set("detail", detail.get());
    bus.accept(event);
    return Json.object().put("EventId", id);
  }

  private static ObjectNode refusal(String code, String message) {
    return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
  }

  private static Optional<ObjectNode> detail(String text) {
    try {
      return Json.read(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
