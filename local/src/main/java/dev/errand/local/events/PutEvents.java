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
import java.util.Map;
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
      try {
        entries.addObject().put("EventId", put(entry));
      } catch (JsonProcessingException e) {
        failed++;
        entries
            .addObject()
            .put("ErrorCode", "MalformedDetail")
            .put("ErrorMessage", "Detail is malformed.");
      }
    }
    return answer.put("FailedEntryCount", failed);
  }

  /**
   * Puts one entry on the bus, and returns the id of its event.
   *
   * @throws JsonProcessingException if its detail is not JSON; nothing is put then
   */
  public String put(JsonNode entry) throws JsonProcessingException {
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
    event.set("detail", detail(entry.path("Detail")));
    bus.accept(event);
    return id;
  }

  /** JSON, or its text. */
  private static JsonNode detail(JsonNode detail) throws JsonProcessingException {
    return detail.isTextual() ? Json.read(detail.textValue()) : detail;
  }
}
