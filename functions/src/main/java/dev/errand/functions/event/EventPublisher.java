package dev.errand.functions.event;

import dev.errand.functions.webhook.ReportEvent;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Puts events of reports on an event bus. The state machine's ARN is the resource of each, so that
 * rules distinguish the stacks of one account.
 */
public final class EventPublisher {

  private static final String SOURCE = "errand";

  private final EventBridgeClient eventBridge;
  private final String busName;
  private final String stateMachineArn;

  public EventPublisher(EventBridgeClient eventBridge, String busName, String stateMachineArn) {
    this.eventBridge = eventBridge;
    this.busName = busName;
    this.stateMachineArn = stateMachineArn;
  }

  /**
   * Puts an event on the bus.
   *
   * @throws IllegalStateException if EventBridge does not accept it
   */
  public void publish(ReportEvent event) {
    put(event.type().word(), EventJson.detail(event).toString());
  }

  /** Sends an event that EventBridge refuses, since it is not JSON. */
  public void prime() {
    put("priming", "no JSON");
  }

  private void put(String type, String detail) {
    PutEventsResponse answer =
        eventBridge.putEvents(
            put ->
                put.entries(
                    PutEventsRequestEntry.builder()
                        .eventBusName(busName)
                        .source(SOURCE)
                        .detailType(type)
                        .resources(stateMachineArn)
                        .detail(detail)
                        .build()));
    if (answer.failedEntryCount() > 0) {
      throw new IllegalStateException(
          "EventBridge did not accept the event: " + answer.entries().get(0).errorCode());
    }
  }
}
