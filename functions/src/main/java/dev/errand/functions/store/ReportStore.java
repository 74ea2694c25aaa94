package dev.errand.functions.store;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.CancelRequest;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TaskSlot;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.Transaction.Part;
import dev.errand.functions.webhook.ReportEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Reports with their progress, and every change of them. */
public final class ReportStore {

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final CappedCounter counter;
  private final KeyStore keys;
  private final Timeline timeline;
  private final BatchReads reads;
  private final Outbox outbox;

  public ReportStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.counter = new CappedCounter(table);
    this.keys = new KeyStore(dynamoDb, table);
    this.timeline = new Timeline(dynamoDb, table);
    this.reads = new BatchReads(dynamoDb, table);
    this.outbox = new Outbox(dynamoDb, table);
  }

  /** The report as it is now, in one consistent read. */
  public Optional<ReportWithProgress> find(ReportId id) {
    List<Map<String, AttributeValue>> items =
        reads.consistent(List.of(Key.report(id), Key.progress(id)));
    return item(items, Key.STATUS)
        .map(ReportItem::read)
        .map(
            report ->
                new ReportWithProgress(
                    report,
                    item(items, Key.PROGRESS)
                        .map(ProgressItem::read)
                        .filter(progress -> progress.isOf(report))));
  }

  /** Whether a report was deleted, in a consistent read. */
  public boolean isDeleted(ReportId id) {
    Item item =
        Item.read(
            dynamoDb
                .getItem(
                    get ->
                        get.tableName(table).consistentRead(true).key(Key.report(id).attributes()))
                .item());
    return item.optionalText("status").filter(Status.DELETED.name()::equals).isPresent();
  }

  /** The progress of the reports' present attempts, as far as their workers have written some. */
  public Map<ReportId, Progress> progress(List<Report> reports) {
    if (reports.isEmpty()) {
      return Map.of();
    }
    Map<String, Report> byKey =
        reports.stream()
            .collect(Collectors.toMap(report -> Key.progress(report.id()).pk(), report -> report));
    Map<ReportId, Progress> progress = new HashMap<>();
    reads
        .consistent(reports.stream().map(report -> Key.progress(report.id())).toList())
        .forEach(
            attributes -> {
              Item item = Item.read(attributes);
              Report report = byKey.get(item.text("pk"));
              Progress read = ProgressItem.read(item);
              if (read.isOf(report)) {
                progress.put(report.id(), read);
              }
            });
    return progress;
  }

  private static Optional<Item> item(List<Map<String, AttributeValue>> items, String sk) {
    return items.stream().map(Item::read).filter(item -> item.text("sk").equals(sk)).findFirst();
  }

  /**
   * Stores a report that a client asked for.
   *
   * @param entry the requested transition
   * @param maxActiveReports how many active reports its client may have, this one included
   */
  public SaveResult accept(
      Report report,
      TimelineEntry entry,
      Optional<IdempotencyKey> key,
      int maxActiveReports,
      Instant now) {
    Transaction transaction =
        change(Optional.empty(), report, entry, OptionalInt.of(maxActiveReports));
    key.ifPresent(used -> transaction.add(Part.KEY, keys.put(used, now)));
    return saved(transaction.commit(dynamoDb));
  }

  /**
   * Stores a report whose execution was started by hand. The limit of active reports does not
   * apply.
   */
  public SaveResult addStartedByHand(Report report, TimelineEntry entry) {
    return saved(change(Optional.empty(), report, entry, OptionalInt.empty()).commit(dynamoDb));
  }

  /** Stores a change of an execution. The limit of active reports does not apply. */
  public SaveResult replace(Report before, Report after, TimelineEntry entry) {
    return saved(change(Optional.of(before), after, entry, OptionalInt.empty()).commit(dynamoDb));
  }

  /**
   * Stores a change that a client asked for.
   *
   * @param entry the requested transition
   * @param maxActiveReports how many active reports the client may have after it, if it makes one
   *     active
   * @param key the request's idempotency key, if it has one
   */
  public SaveResult replace(
      Report before,
      Report after,
      TimelineEntry entry,
      int maxActiveReports,
      Optional<IdempotencyKey> key,
      Instant now) {
    Transaction transaction =
        change(Optional.of(before), after, entry, OptionalInt.of(maxActiveReports));
    key.ifPresent(used -> transaction.add(Part.KEY, keys.put(used, now)));
    return saved(transaction.commit(dynamoDb));
  }

  /** Replaces a report by what is left of it, and deletes its progress. */
  public SaveResult delete(Report before, Report deleted, TimelineEntry entry) {
    return saved(
        change(Optional.of(before), deleted, entry, OptionalInt.empty())
            .add(Part.PROGRESS, delete(Key.progress(before.id())))
            .commit(dynamoDb));
  }

  /** The requests to cancel an attempt, whether or not they took effect. */
  public Stream<CancelRequest> cancelRequests(Attempt attempt) {
    return timeline.of(attempt.reportId()).stream()
        .flatMap(entry -> entry.cancelRequest().stream())
        .filter(request -> request.order().attempt() == attempt.number());
  }

  /** How many active reports a client has. */
  public int activeReports(UUID clientId) {
    Item item =
        Item.read(
            dynamoDb
                .getItem(
                    get ->
                        get.tableName(table)
                            .consistentRead(true)
                            .key(Key.activeReports(clientId).attributes()))
                .item());
    return (int) item.optionalNumber(CappedCounter.ACTIVE).orElse(0);
  }

  /**
   * Adds a transition to the timeline that came too late to change the report, unless it is there.
   */
  public void addLateTransition(Report report, TimelineEntry entry) {
    try {
      dynamoDb.putItem(
          put ->
              put.tableName(table)
                  .item(TimelineItem.write(report, entry).attributes())
                  .conditionExpression("attribute_not_exists(pk)"));
    } catch (ConditionalCheckFailedException known) {
      // it is there already
    }
  }

  private Transaction change(
      Optional<Report> before, Report after, TimelineEntry entry, OptionalInt limit) {
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
    Map<UUID, Integer> added = new HashMap<>();
    activeClient(Optional.of(after)).ifPresent(client -> added.merge(client, 1, Integer::sum));
    activeClient(before).ifPresent(client -> added.merge(client, -1, Integer::sum));
    added.forEach(
        (client, number) -> {
          if (number != 0) {
            transaction.add(Part.COUNT, counter.add(Key.activeReports(client), number, limit));
          }
        });
    updateTaskQueue(transaction, before, after, OptionalInt.empty());
    Optional<ReportEvent> event = ReportEvent.of(after);
    if (!event.map(ReportEvent::id).equals(before.flatMap(ReportEvent::of).map(ReportEvent::id))) {
      event.ifPresent(happened -> transaction.add(Part.EVENT, outbox.put(happened)));
    }
    return transaction;
  }

  /**
   * Lets the execution of a report that waits be started, if that does not pass the limit.
   *
   * @param waiting as it was read
   */
  public SaveResult admit(Report waiting, Report admitted, TaskLimit limit) {
    Transaction transaction =
        new Transaction().add(Part.REPORT, put(Optional.of(waiting), admitted));
    updateTaskQueue(
        transaction,
        Optional.of(waiting),
        admitted,
        limit.isSet() ? OptionalInt.of(limit.max()) : OptionalInt.empty());
    return saved(transaction.commit(dynamoDb));
  }

  /** Keeps the queue, and the number of reports that count, as the reports say. */
  private void updateTaskQueue(
      Transaction transaction, Optional<Report> before, Report after, OptionalInt limit) {
    Optional<Key> from = before.flatMap(ReportStore::queueKey);
    Optional<Key> to = queueKey(after);
    if (!from.equals(to)) {
      from.ifPresent(key -> transaction.add(Part.QUEUE, delete(key)));
      to.ifPresent(key -> transaction.add(Part.QUEUE, put(key, after)));
    }
    int added = counted(after) - before.map(ReportStore::counted).orElse(0);
    if (added != 0) {
      transaction.add(Part.TASKS, counter.add(Key.countedTasks(), added, limit));
    }
  }

  private static Optional<Key> queueKey(Report report) {
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

  private TransactWriteItem delete(Key key) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(key.attributes()))
        .build();
  }

  private static Optional<UUID> activeClient(Optional<Report> report) {
    return report.filter(Report::isActive).flatMap(Report::clientId);
  }

  /**
   * Every change moves the order, asks to cancel or ends the wait for a slot, so these three tell
   * whether there was one.
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

  private static SaveResult saved(Set<Part> refused) {
    if (refused.contains(Part.KEY)) {
      return SaveResult.KEY_TAKEN;
    }
    if (refused.contains(Part.REPORT)) {
      return SaveResult.CHANGED;
    }
    return refused.contains(Part.COUNT) || refused.contains(Part.TASKS)
        ? SaveResult.LIMIT_REACHED
        : SaveResult.STORED;
  }
}
