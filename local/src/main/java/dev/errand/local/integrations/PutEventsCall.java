package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
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
public final class PutEventsCall implements StageIntegration {

  private static final String RESOURCE = "arn:aws:states:::events:putEvents";

  private final PutEvents events;

  public PutEventsCall(PutEvents events) {
    this.events = events;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    return Map.of(RESOURCE, this, RESOURCE + ".waitForTaskToken", this);
  }

  @Override
  public RunningCall start(Call call) {
    ObjectNode answer = call(SdkService.EVENT_BRIDGE.request(call.parameters()));
    if (answer.path("FailedEntryCount").intValue() > 0) {
      throw new StatesError("EventBridge.FailedEntry", Json.write(answer));
    }
    return ServiceAnswer.of(answer);
  }

  private ObjectNode call(ObjectNode request) {
    try {
      return events.operations().call("PutEvents", request);
    } catch (AwsError refused) {
      throw SdkService.EVENT_BRIDGE.error(refused);
    }
  }
}
