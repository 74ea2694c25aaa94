package dev.errand.functions.store;

import dev.errand.core.ReportId;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.TaskSlot;
import dev.errand.functions.store.Transaction.Part;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The reports that wait until fewer tasks run, the first one first, in a partition of the table: an
 * index would show a report late, and no later read would find it.
 */
public final class TaskQueue {

  /** Positions beyond this are not counted. */
  private static final int LAST_PLACE = 1000;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final CappedCounter counter;

  public TaskQueue(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.counter = new CappedCounter(dynamoDb, table);
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
    return counter.read(Key.countedTasks());
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

  /**
   * Adds to a transaction what a change of a report changes here: its entry in the queue, and the
   * number of reports that count against the limit.
   *
   * @param limit the limit on reports that count; empty for any number
   */
  void update(Transaction transaction, Optional<Report> before, Report after, OptionalInt limit) {
    Optional<Key> from = before.flatMap(TaskQueue::entryKey);
    Optional<Key> to = entryKey(after);
    if (!from.equals(to)) {
      from.ifPresent(key -> transaction.add(Part.QUEUE, key.deleteFrom(table)));
      to.ifPresent(key -> transaction.add(Part.QUEUE, put(key, after)));
    }
    int added = counted(after) - before.map(TaskQueue::counted).orElse(0);
    if (added != 0) {
      transaction.add(Part.TASKS, counter.add(Key.countedTasks(), added, limit));
    }
  }

  private static Optional<Key> entryKey(Report report) {
    return report.state().slot() instanceof TaskSlot.Waiting waiting
        ? Optional.of(Key.queueEntry(report.id(), waiting))
        : Optional.empty();
  }

  private static int counted(Report report) {
    return report.state().slot() instanceof TaskSlot.Held ? 1 : 0;
  }

  private TransactWriteItem put(Key key, Report report) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(Item.with(key).text("report_id", report.id().value()).attributes()))
        .build();
  }
}
