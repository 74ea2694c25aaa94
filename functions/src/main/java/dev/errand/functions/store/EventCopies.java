package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.ReportEvent;
import dev.errand.functions.webhook.WebhookId;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The copies of a report in its events: in the outbox, and in deliveries to webhooks. */
public final class EventCopies {

  private final Timeline timeline;
  private final Outbox outbox;
  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;

  public EventCopies(DynamoDbClient dynamoDb, String table) {
    this.timeline = new Timeline(dynamoDb, table);
    this.outbox = new Outbox(dynamoDb, table);
    this.webhooks = new WebhookStore(dynamoDb, table);
    this.deliveries = new DeliveryStore(dynamoDb, table);
  }

  /**
   * Deletes a report's copies, also those that were not delivered yet. Their keys follow from the
   * timeline and the client's webhooks, so nothing is searched for, and deleting again is safe.
   *
   * <p>The report has to be stored as deleted before: an event that is dispatched at the same time
   * is checked against that.
   */
  public void delete(Report report) {
    List<EventId> events =
        timeline.of(report.id()).stream()
            .flatMap(entry -> ReportEvent.idOf(report.id(), entry).stream())
            .toList();
    events.forEach(outbox::delete);
    report.clientId().ifPresent(client -> deleteDeliveries(client, events));
  }

  private void deleteDeliveries(UUID client, List<EventId> events) {
    for (WebhookId webhook : webhooks.idsEverOf(client)) {
      events.forEach(event -> deliveries.delete(webhook, event));
    }
  }
}
