package dev.errand.functions.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.ReportEvent;
import java.time.Instant;
import java.util.Optional;

/** The JSON of events. */
public final class EventJson {

  private EventJson() {}

  /** The body of a delivery. */
  public static ObjectNode body(ReportEvent event) {
    return body(event.type(), event.at())
        .set("data", ReportJson.of(event.report(), Optional.empty()));
  }

  /** The body of a ping. */
  public static ObjectNode ping(Instant now) {
    return body(EventType.PING, now).set("data", JsonNodeFactory.instance.objectNode());
  }

  /** The {@code detail} of an event of EventBridge, as {@code api/events} describes it. */
  static ObjectNode detail(ReportEvent event) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("id", event.id().value());
    detail.setAll(body(event));
    return detail;
  }

  private static ObjectNode body(EventType type, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type.word())
        .put("timestamp", ReportJson.time(at));
  }
}
