package dev.errand.local.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@code events:putEvents}, with or without a task token.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html">Add
 *     EventBridge events</a>
 */
public final class PutEventsCall implements ServiceIntegration {

  private static final String RESOURCE = "arn:aws:states:::events:putEvents";

  private final Consumer<ObjectNode> bus;
  private final Account account;
  private final InstantSource clock;

  /** Puts events on this bus. */
  public PutEventsCall(Consumer<ObjectNode> bus, Account account, InstantSource clock) {
    this.bus = bus;
    this.account = account;
    this.clock = clock;
  }

  /** By what a Task state can name as its {@code Resource}. */
  public Map<String, ServiceIntegration> byResource() {
    return Map.of(RESOURCE, this, RESOURCE + ".waitForTaskToken", this);
  }

  @Override
  public RunningCall start(Call call) {
    ObjectNode answer = Json.object();
    ArrayNode entries = answer.putArray("Entries");
    JsonNode given = call.parameters().path("Entries");
    if (!given.isArray() || given.isEmpty()) {
      throw new StatesError(
          "EventBridge.ValidationException", "Entries has to be an array of events.");
    }
    for (JsonNode entry : given) {
      ObjectNode event = event(entry);
      bus.accept(event);
      entries.addObject().put("EventId", event.path("id").asText());
    }
    answer.put("FailedEntryCount", 0);
    return ServiceAnswer.of(ServiceAnswer.withMetadata(answer, 200));
  }

  private ObjectNode event(JsonNode entry) {
    ObjectNode event = Json.object();
    event
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", entry.path("DetailType").asText())
        .put("source", entry.path("Source").asText())
        .put("account", account.id())
        .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", account.region());
    event.set(
        "resources",
        entry.has("Resources") ? entry.path("Resources") : Json.MAPPER.createArrayNode());
    event.set("detail", detail(entry.path("Detail")));
    return event;
  }

  /** JSON, or its text. */
  private static JsonNode detail(JsonNode detail) {
    try {
      return detail.isTextual() ? Json.read(detail.textValue()) : detail;
    } catch (JsonProcessingException e) {
      throw new StatesError("EventBridge.MalformedDetailException", "Detail is malformed.");
    }
  }
}
