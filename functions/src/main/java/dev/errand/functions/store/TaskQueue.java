package dev.errand.functions.store;

import dev.errand.core.ReportId;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.TaskSlot;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * The reports that wait until fewer tasks run, the first one first, in a partition of the table: an
 * index would show a report late, and no later read would find it.
 */
public final class TaskQueue {

  /** Positions beyond this are not counted. */
  private static final int LAST_PLACE = 1000;

  private final DynamoDbClient dynamoDb;
  private final String table;

  public TaskQueue(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** The report that is next. */
  public Optional<ReportId> first() {
    return dynamoDb
        .query(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .limit(1)
                    .keyConditionExpression("pk = :queue")
                    .expressionAttributeValues(Map.of(":queue", AttributeValue.fromS(Key.QUEUE))))
        .items()
        .stream()
        .map(item -> new ReportId(Item.read(item).text("report_id")))
        .findFirst();
  }

  /** How many reports count against the limit. */
  public int counted() {
    Item item =
        Item.read(
            dynamoDb
                .getItem(
                    get ->
                        get.tableName(table)
                            .consistentRead(true)
                            .key(Key.countedTasks().attributes()))
                .item());
    return (int) item.optionalNumber(CappedCounter.ACTIVE).orElse(0);
  }

  /**
   * The position of a report in the queue, from 1; empty if it does not wait, or beyond the first
   * 1,000.
   */
  public OptionalInt position(Report report) {
    if (!(report.state().slot() instanceof TaskSlot.Waiting waiting)) {
      return OptionalInt.empty();
    }
    QueryResponse upToIt =
        dynamoDb.query(
            query ->
                query
                    .tableName(table)
                    .select(Select.COUNT)
                    .limit(LAST_PLACE + 1)
                    .keyConditionExpression("pk = :queue AND sk <= :place")
                    .expressionAttributeValues(
                        Map.of(
                            ":queue", AttributeValue.fromS(Key.QUEUE),
                            ":place",
                                AttributeValue.fromS(Key.queueEntry(report.id(), waiting).sk()))));
    return upToIt.count() > LAST_PLACE
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(1, upToIt.count()));
  }
}
