package dev.errand.functions.store;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.ReportEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events that were not dispatched in time, and deliveries that are due. */
public final class DueWork {

  private final DynamoDbClient dynamoDb;
  private final String table;

  public DueWork(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /**
   * Some of what is due, from an index that is eventually consistent.
   *
   * @param events the earliest first within a shard, as the deliveries
   * @param oldest since when the oldest is due
   */
  public record Batch(
      List<ReportEvent> events, List<Delivery> deliveries, Optional<Instant> oldest) {

    public boolean isEmpty() {
      return events.isEmpty() && deliveries.isEmpty();
    }
  }

  /** The earliest of what is due by a time, up to a number from each shard. */
  public Batch dueBy(Instant moment, int limit) {
    List<ReportEvent> events = new ArrayList<>();
    List<Delivery> deliveries = new ArrayList<>();
    Optional<Instant> oldest = Optional.empty();
    for (int shard = 0; shard < SparseIndex.SHARDS; shard++) {
      for (Map<String, AttributeValue> attributes : query(shard, moment, limit)) {
        Item item = Item.read(attributes);
        Instant due = item.time(SparseIndex.DUE.time());
        oldest = oldest.filter(known -> known.isBefore(due)).or(() -> Optional.of(due));
        if (item.text("pk").startsWith(Key.OUTBOX)) {
          events.add(Outbox.read(item));
        } else {
          deliveries.add(DeliveryItem.read(item));
        }
      }
    }
    return new Batch(events, deliveries, oldest);
  }

  private List<Map<String, AttributeValue>> query(int shard, Instant moment, int limit) {
    return dynamoDb
        .query(
            query ->
                query
                    .tableName(table)
                    .indexName(SparseIndex.DUE.name())
                    .limit(limit)
                    .keyConditionExpression("#shard = :shard AND #time <= :moment")
                    .expressionAttributeNames(
                        Map.of("#shard", SparseIndex.DUE.shard(), "#time", SparseIndex.DUE.time()))
                    .expressionAttributeValues(
                        Map.of(
                            ":shard", AttributeValue.fromS(Integer.toString(shard)),
                            ":moment", AttributeValue.fromS(Times.format(moment)))))
        .items();
  }
}
