package dev.errand.functions.store;

import dev.errand.core.ReportId;
import dev.errand.functions.report.TaskSlot;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.WebhookId;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The key of an item. */
record Key(String pk, String sk) {

  static final String QUEUE = "QUEUE";
  static final String STATUS = "STATUS";
  static final String PROGRESS = "PROGRESS";
  static final String EVENT = "EVENT#";
  static final String OUTBOX = "OUTBOX#";
  static final String WEBHOOK = "WEBHOOK#";
  static final String DELETED_WEBHOOK = "DELETED-WEBHOOK#";
  static final String DELIVERY = "DELIVERY#";

  static Key report(ReportId id) {
    return new Key("REPORT#" + id, STATUS);
  }

  /** A partition key of its own, so that the worker's role can be limited to it. */
  static Key progress(ReportId id) {
    return new Key("PROGRESS#" + id, PROGRESS);
  }

  static Key event(ReportId id, TimelineEntry entry) {
    return new Key("REPORT#" + id, EVENT + entry.key());
  }

  static Key idempotency(String caller, String key) {
    return new Key("KEY#" + caller + "#" + key, "KEY");
  }

  static Key activeReports(UUID clientId) {
    return new Key("CLIENT#" + clientId, "ACTIVE");
  }

  /** An event that is not dispatched yet. */
  static Key outbox(EventId id) {
    return new Key(OUTBOX + id, "EVENT");
  }

  /**
   * In the partition of its client, so that one consistent query finds all webhooks of a client.
   */
  static Key webhook(UUID clientId, WebhookId id) {
    return new Key("CLIENT#" + clientId, WEBHOOK + id);
  }

  /** A webhook that was deleted, kept as long as its deliveries. */
  static Key deletedWebhook(UUID clientId, WebhookId id) {
    return new Key("CLIENT#" + clientId, DELETED_WEBHOOK + id);
  }

  /** How many webhooks a client has. */
  static Key countedWebhooks(UUID clientId) {
    return new Key("CLIENT#" + clientId, "WEBHOOKS");
  }

  /** The item that has the owner of a webhook. */
  static Key ownerOf(WebhookId id) {
    return new Key(WEBHOOK + id, "OWNER");
  }

  static Key delivery(WebhookId webhook, EventId event) {
    return new Key(WEBHOOK + webhook, DELIVERY + event);
  }

  /** The number of reports that count against the limit on tasks at once. */
  static Key countedTasks() {
    return new Key("TASKS", "COUNTED");
  }

  /** The position of a report that waits for a task slot: earlier times sort first. */
  static Key queueEntry(ReportId id, TaskSlot.Waiting waiting) {
    return new Key(QUEUE, Times.format(waiting.since()) + "#" + id);
  }

  Map<String, AttributeValue> attributes() {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  /** Returns the part of a transaction that deletes the item, if there is one. */
  TransactWriteItem deleteFrom(String table) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(attributes()))
        .build();
  }
}
