package dev.errand.functions.store;

import dev.errand.core.ReportId;
import dev.errand.functions.report.TimelineEntry;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The transitions of reports. */
public final class Timeline {

  private final DynamoDbClient dynamoDb;
  private final String table;

  public Timeline(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** Every transition of a report, the first one first. */
  public List<TimelineEntry> of(ReportId id) {
    return dynamoDb
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :report AND begins_with(sk, :event)")
                    .expressionAttributeValues(
                        Map.of(
                            ":report", AttributeValue.fromS(Key.report(id).pk()),
                            ":event", AttributeValue.fromS(Key.EVENT))))
        .items()
        .stream()
        .map(item -> TimelineItem.read(Item.read(item)))
        .sorted()
        .toList();
  }
}
