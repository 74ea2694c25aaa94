package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The reports that are not final, from the sparse index {@code active}, which holds no others. */
public final class ActiveReports {

  private final DynamoDbClient dynamoDb;
  private final String table;

  public ActiveReports(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** Those without news since a moment, in each shard the longest first; read as needed. */
  public Iterator<Report> withoutNewsSince(Instant moment) {
    return IntStream.range(0, ReportItem.ACTIVE_SHARDS)
        .boxed()
        .flatMap(
            shard ->
                dynamoDb
                    .queryPaginator(
                        query ->
                            query
                                .tableName(table)
                                .indexName("active")
                                .limit(100)
                                .keyConditionExpression(
                                    "active_shard = :shard AND active_since <= :moment")
                                .expressionAttributeValues(
                                    Map.of(
                                        ":shard", AttributeValue.fromS(shard.toString()),
                                        ":moment", AttributeValue.fromS(Times.format(moment)))))
                    .items()
                    .stream())
        .map(item -> ReportItem.read(Item.read(item)))
        .iterator();
  }

  /** Notes that a report was looked at, unless it has changed since. */
  public void lookedAt(Report report, Instant moment) {
    try {
      dynamoDb.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(Key.report(report.id()).attributes())
                  .updateExpression("SET active_since = :moment")
                  .conditionExpression("status_order = :order AND #status = :status")
                  .expressionAttributeNames(Map.of("#status", "status"))
                  .expressionAttributeValues(
                      Map.of(
                          ":moment", AttributeValue.fromS(Times.format(moment)),
                          ":order", AttributeValue.fromS(report.standing().order().key()),
                          ":status", AttributeValue.fromS(report.status().name()))));
    } catch (ConditionalCheckFailedException changed) {
      // there was news
    }
  }
}
