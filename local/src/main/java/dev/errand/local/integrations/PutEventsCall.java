package dev.errand.local.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.events.PutEvents;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.Map;

/**
 * {@code events:putEvents}, with or without a task token.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html">Add
 *     EventBridge events</a>
 */
public final class PutEventsCall implements ServiceIntegration {

  private static final String RESOURCE = "arn:aws:states:::events:putEvents";

  private final PutEvents events;

  public PutEventsCall(PutEvents events) {
    this.events = events;
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
      entries.addObject().put("EventId", put(entry));
    }
    answer.put("FailedEntryCount", 0);
    return ServiceAnswer.of(ServiceAnswer.withMetadata(answer, 200));
  }

  private String put(JsonNode entry) {
    try {
      return events.put(entry);
    } catch (JsonProcessingException e) {
      throw new StatesError("EventBridge.MalformedDetailException", "Detail is malformed.");
    }
  }
}
