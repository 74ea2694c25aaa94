package dev.errand.functions.store;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.CancelRequest;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.Transaction.Part;
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

/** Reads reports with their progress, and stores their changes. */
public final class ReportStore {

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final CappedCounter counter;
  private final ReportChanges changes;
  private final IdempotencyKeyStore keys;
  private final Timeline timeline;
  private final BatchReads reads;

  public ReportStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.counter = new CappedCounter(dynamoDb, table);
    this.changes = new ReportChanges(dynamoDb, table);
    this.keys = new IdempotencyKeyStore(dynamoDb, table);
    this.timeline = new Timeline(dynamoDb, table);
    this.reads = new BatchReads(dynamoDb, table);
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

  /** The progress of the present attempts of reports, where a worker has written some. */
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
   * Stores a report that a client submitted.
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
        changes.of(Optional.empty(), report, entry, OptionalInt.of(maxActiveReports));
    key.ifPresent(used -> transaction.add(Part.KEY, keys.put(used, now)));
    return saved(transaction.commit(dynamoDb));
  }

  /**
   * Stores a report whose execution was started by hand. The limit of active reports does not
   * apply.
   */
  public SaveResult addStartedByHand(Report report, TimelineEntry entry) {
    return saved(changes.of(Optional.empty(), report, entry, OptionalInt.empty()).commit(dynamoDb));
  }

  /** Stores a change of an execution. The limit of active reports does not apply. */
  public SaveResult replace(Report before, Report after, TimelineEntry entry) {
    return saved(
        changes.of(Optional.of(before), after, entry, OptionalInt.empty()).commit(dynamoDb));
  }

  /**
   * Stores a change that a client requested.
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
        changes.of(Optional.of(before), after, entry, OptionalInt.of(maxActiveReports));
    key.ifPresent(used -> transaction.add(Part.KEY, keys.put(used, now)));
    return saved(transaction.commit(dynamoDb));
  }

  /** Replaces a report by its deleted state, and deletes its progress. */
  public SaveResult delete(Report before, Report deleted, TimelineEntry entry) {
    return saved(
        changes
            .of(Optional.of(before), deleted, entry, OptionalInt.empty())
            .add(Part.PROGRESS, Key.progress(before.id()).deleteFrom(table))
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
    return counter.read(Key.activeReports(clientId));
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

  /**
   * Admits a waiting report, whose execution may then be started, unless that exceeds the limit.
   *
   * @param waiting as it was read
   */
  public SaveResult admit(Report waiting, Report admitted, TaskLimit limit) {
    return saved(changes.admission(waiting, admitted, limit).commit(dynamoDb));
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
