package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Reports that are checked again at a time, from a sparse index that holds no others. Storing a
 * report puts it into the index or takes it out.
 */
public final class DueReports {

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final SparseIndex index;

  private DueReports(DynamoDbClient dynamoDb, String table, SparseIndex index) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.index = index;
  }

  /** The reports that are not final. The time is that of the last update or check. */
  public static DueReports active(DynamoDbClient dynamoDb, String table) {
    return new DueReports(dynamoDb, table, SparseIndex.ACTIVE);
  }

  /**
   * The reports that have a {@linkplain Report#nextRedriveCheck check for a redrive} before them.
   * The time is that of the next check.
   */
  public static DueReports redrivable(DynamoDbClient dynamoDb, String table) {
    return new DueReports(dynamoDb, table, SparseIndex.REDRIVABLE);
  }

  /**
   * Those whose time is not after a moment, over all shards the earliest first; read as needed.
   * Entries that are rescheduled to a later time meanwhile do not come again.
   */
  public Iterator<DueReport> dueBy(Instant moment) {
    return new EarliestFirst(
        IntStream.range(0, SparseIndex.SHARDS).mapToObj(shard -> shard(shard, moment)).toList());
  }

  /** The entry that a report has under a time, for a call without a list. */
  public DueReport entry(Report report, Instant moment) {
    return new DueReport(ReportItem.write(report).time(index.time(), moment), index.time());
  }

  private Iterator<DueReport> shard(int shard, Instant moment) {
    return dynamoDb
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .indexName(index.name())
                    .limit(100)
                    .keyConditionExpression("#shard = :shard AND #time <= :moment")
                    .expressionAttributeNames(
                        Map.of("#shard", index.shard(), "#time", index.time()))
                    .expressionAttributeValues(
                        Map.of(
                            ":shard", AttributeValue.fromS(Integer.toString(shard)),
                            ":moment", AttributeValue.fromS(Times.format(moment)))))
        .items()
        .stream()
        .map(item -> new DueReport(Item.read(item), index.time()))
        .iterator();
  }

  /** Gives an entry another time, unless the report has changed since it was read. */
  public void reschedule(DueReport entry, Instant moment) {
    update(
        entry,
        "SET #time = :moment",
        Map.of(":moment", AttributeValue.fromS(Times.format(moment))));
  }

  /** Removes an entry, unless the report has changed since it was read. */
  public void remove(DueReport entry) {
    update(entry, "REMOVE #shard, #time", Map.of());
  }

  /** Every change of a report gives it another time or removes it from the index. */
  private void update(DueReport entry, String expression, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> allValues = new HashMap<>(values);
    allValues.put(":seen", AttributeValue.fromS(entry.time()));
    try {
      dynamoDb.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(entry.key().attributes())
                  .updateExpression(expression)
                  .conditionExpression("attribute_exists(#shard) AND #time = :seen")
                  .expressionAttributeNames(Map.of("#shard", index.shard(), "#time", index.time()))
                  .expressionAttributeValues(allValues));
    } catch (ConditionalCheckFailedException changed) {
      // the report has changed: another update has rescheduled it
    }
  }
}
