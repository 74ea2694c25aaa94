package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TaskSlot;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.Transaction.Part;
import dev.errand.functions.webhook.ReportEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Builds the transaction of a change: the report, its entry in the timeline, the number of active
 * reports of its client, its place in the task queue and its event.
 */
final class ReportChanges {

  private final String table;
  private final CappedCounter counter;
  private final TaskQueue queue;
  private final Outbox outbox;

  ReportChanges(DynamoDbClient dynamoDb, String table) {
    this.table = table;
    this.counter = new CappedCounter(dynamoDb, table);
    this.queue = new TaskQueue(dynamoDb, table);
    this.outbox = new Outbox(dynamoDb, table);
  }

  /**
   * Returns the transaction of a change.
   *
   * @param before the report as it was read; empty if it is new
   * @param limit how many active reports the client may have; empty for any number
   */
  Transaction of(Optional<Report> before, Report after, TimelineEntry entry, OptionalInt limit) {
    Transaction transaction =
        new Transaction()
            .add(Part.REPORT, put(before, after))
            .add(
                Part.TIMELINE,
                TransactWriteItem.builder()
                    .put(
                        put ->
                            put.tableName(table)
                                .item(TimelineItem.write(after, entry).attributes()))
                    .build());
    countActive(transaction, before, after, limit);
    queue.update(transaction, before, after, OptionalInt.empty());
    Optional<ReportEvent> event = ReportEvent.of(after);
    if (!event.map(ReportEvent::id).equals(before.flatMap(ReportEvent::of).map(ReportEvent::id))) {
      event.ifPresent(happened -> transaction.add(Part.EVENT, outbox.put(happened)));
    }
    return transaction;
  }

  /** Returns the transaction that lets the execution of a waiting report start. */
  Transaction admission(Report waiting, Report admitted, TaskLimit limit) {
    Transaction transaction =
        new Transaction().add(Part.REPORT, put(Optional.of(waiting), admitted));
    queue.update(
        transaction,
        Optional.of(waiting),
        admitted,
        limit.isSet() ? OptionalInt.of(limit.max()) : OptionalInt.empty());
    return transaction;
  }

  private void countActive(
      Transaction transaction, Optional<Report> before, Report after, OptionalInt limit) {
    Map<UUID, Integer> added = new HashMap<>();
    activeClient(Optional.of(after)).ifPresent(client -> added.merge(client, 1, Integer::sum));
    activeClient(before).ifPresent(client -> added.merge(client, -1, Integer::sum));
    added.forEach(
        (client, number) -> {
          if (number != 0) {
            transaction.add(Part.COUNT, counter.add(Key.activeReports(client), number, limit));
          }
        });
  }

  private static Optional<UUID> activeClient(Optional<Report> report) {
    return report.filter(Report::isActive).flatMap(Report::clientId);
  }

  /**
   * The condition that a report was not changed meanwhile: every change has another order, another
   * request to cancel or another task slot.
   */
  private TransactWriteItem put(Optional<Report> before, Report after) {
    Put.Builder put = Put.builder().tableName(table).item(ReportItem.write(after).attributes());
    if (before.isEmpty()) {
      put.conditionExpression("attribute_not_exists(pk)");
    } else {
      Map<String, AttributeValue> values = new HashMap<>();
      values.put(":order", AttributeValue.fromS(before.get().state().order().key()));
      values.put(":status", AttributeValue.fromS(before.get().status().name()));
      String slot = "attribute_not_exists(#waiting)";
      if (before.get().state().slot() instanceof TaskSlot.Waiting waiting) {
        values.put(":since", AttributeValue.fromS(Times.format(waiting.since())));
        slot = "#waiting = :since";
      }
      put.conditionExpression("status_order = :order AND #status = :status AND " + slot)
          .expressionAttributeNames(
              Map.of("#status", "status", "#waiting", ReportItem.WAITING_SINCE))
          .expressionAttributeValues(values);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }
}
