package dev.errand.functions.store;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.ReportEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Events that are not dispatched yet. Each is stored in one transaction with the change of its
 * report, and deleted once every webhook that it is for has a delivery of it.
 */
public final class Outbox {

  /**
   * The time after an event in which the function that recorded it publishes it. After that, the
   * sweep does.
   */
  static final Duration GRACE = Duration.ofSeconds(30);

  private final DynamoDbClient dynamoDb;
  private final String table;

  public Outbox(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  TransactWriteItem put(ReportEvent event) {
    Item item =
        Item.with(Key.outbox(event.id()))
            .text("event_id", event.id().value())
            .text("type", event.type().word())
            .value("report", ReportItem.write(event.report()).asMap())
            .deletedAfter(event.at().plus(Delivery.KEPT_FOR));
    SparseIndex.DUE.list(item, event.id().value(), event.at().plus(GRACE));
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item.attributes()))
        .build();
  }

  /** An event, if it is not dispatched yet. */
  public Optional<ReportEvent> find(EventId id) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(
                get -> get.tableName(table).consistentRead(true).key(Key.outbox(id).attributes()))
            .item();
    return Optional.of(Item.read(item)).filter(found -> found.has("pk")).map(Outbox::read);
  }

  static ReportEvent read(Item item) {
    return new ReportEvent(
        new EventId(item.text("event_id")),
        EventType.ofWord(item.text("type")).orElseThrow(),
        ReportItem.read(item.map("report").orElseThrow()));
  }

  /** Deletes an event that was dispatched. */
  public void delete(EventId id) {
    dynamoDb.deleteItem(delete -> delete.tableName(table).key(Key.outbox(id).attributes()));
  }
}
