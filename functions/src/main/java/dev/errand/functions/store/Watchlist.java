package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Reports that can change without our hearing of it, sorted by a time, from a sparse index that
 * holds no others. Storing a report puts it where it belongs.
 */
public final class Watchlist {

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final SparseIndex index;

  private Watchlist(DynamoDbClient dynamoDb, String table, SparseIndex index) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.index = index;
  }

  /** The reports that are not final. The time is that of the last news or look. */
  public static Watchlist active(DynamoDbClient dynamoDb, String table) {
    return new Watchlist(dynamoDb, table, SparseIndex.ACTIVE);
  }

  /**
   * The reports that have a {@linkplain Report#nextRedriveLook look for a redrive} before them. The
   * time is that of the next look.
   */
  public static Watchlist redrivable(DynamoDbClient dynamoDb, String table) {
    return new Watchlist(dynamoDb, table, SparseIndex.REDRIVABLE);
  }

  /** Those whose time is not after a moment, in each shard the earliest first; read as needed. */
  public Stream<Watched> upTo(Instant moment) {
    return IntStream.range(0, SparseIndex.SHARDS)
        .boxed()
        .flatMap(
            shard ->
                dynamoDb
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
                                        ":shard", AttributeValue.fromS(shard.toString()),
                                        ":moment", AttributeValue.fromS(Times.format(moment)))))
                    .items()
                    .stream())
        .map(item -> new Watched(Item.read(item)));
  }

  /** Gives a report another time, unless it has changed since it was read. */
  public void move(Report report, Instant moment) {
    update(
        report,
        "SET #time = :moment",
        Map.of("#time", index.time()),
        Map.of(":moment", AttributeValue.fromS(Times.format(moment))));
  }

  /** Takes a report off the list, unless it has changed since it was read. */
  public void remove(Report report) {
    update(
        report,
        "REMOVE #shard, #time",
        Map.of("#shard", index.shard(), "#time", index.time()),
        Map.of());
  }

  private void update(
      Report report,
      String expression,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    Map<String, String> allNames = new HashMap<>(names);
    allNames.put("#status", "status");
    Map<String, AttributeValue> allValues = new HashMap<>(values);
    allValues.put(":order", AttributeValue.fromS(report.standing().order().key()));
    allValues.put(":status", AttributeValue.fromS(report.status().name()));
    try {
      dynamoDb.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(Key.report(report.id()).attributes())
                  .updateExpression(expression)
                  .conditionExpression("status_order = :order AND #status = :status")
                  .expressionAttributeNames(allNames)
                  .expressionAttributeValues(allValues));
    } catch (ConditionalCheckFailedException changed) {
      // there was news
    }
  }
}
