package dev.errand.functions.store;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.CancelRequest;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.report.Turn;
import dev.errand.functions.store.Transaction.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
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
  private final Counter counter;
  private final KeyStore keys;
  private final Timeline timeline;
  private final BatchReads reads;

  public ReportStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.counter = new Counter(table);
    this.keys = new KeyStore(dynamoDb, table);
    this.timeline = new Timeline(dynamoDb, table);
    this.reads = new BatchReads(dynamoDb, table);
  }

  /** The report as it is now, in one consistent read. */
  public Optional<Tracked> find(ReportId id) {
    List<Map<String, AttributeValue>> items =
        reads.consistent(List.of(Key.report(id), Key.progress(id)));
    return item(items, Key.STATUS)
        .map(ReportItem::read)
        .map(
            report ->
                new Tracked(
                    report,
                    item(items, Key.PROGRESS)
                        .map(ProgressItem::read)
                        .filter(progress -> progress.isOf(report))));
  }

  private static Optional<Item> item(List<Map<String, AttributeValue>> items, String sk) {
    return items.stream().map(Item::read).filter(item -> item.text("sk").equals(sk)).findFirst();
  }

  /**
   * Stores a report that a client asked for.
   *
   * @param wish the client's wish for it
   * @param cap how many active reports its client may have, this one included
   */
  public Saved accept(
      Report report, TimelineEntry wish, Optional<IdempotencyKey> key, int cap, Instant now) {
    Transaction transaction = change(Optional.empty(), report, wish, OptionalInt.of(cap));
    key.ifPresent(used -> transaction.add(Part.KEY, keys.put(used, now)));
    return saved(transaction.commit(dynamoDb));
  }

  /** Stores a report whose execution was started by hand; no cap holds for it. */
  public Saved adopt(Report report, TimelineEntry news) {
    return saved(change(Optional.empty(), report, news, OptionalInt.empty()).commit(dynamoDb));
  }

  /** Stores a change that Step Functions brought; no cap holds for it. */
  public Saved replace(Report before, Report after, TimelineEntry news) {
    return saved(change(Optional.of(before), after, news, OptionalInt.empty()).commit(dynamoDb));
  }

  /**
   * Stores a change that a client asked for.
   *
   * @param wish the client's wish for it
   * @param cap how many active reports the client may have after it, if it makes one active
   * @param key the request's idempotency key, if it has one
   */
  public Saved replace(
      Report before,
      Report after,
      TimelineEntry wish,
      int cap,
      Optional<IdempotencyKey> key,
      Instant now) {
    Transaction transaction = change(Optional.of(before), after, wish, OptionalInt.of(cap));
    key.ifPresent(used -> transaction.add(Part.KEY, keys.put(used, now)));
    return saved(transaction.commit(dynamoDb));
  }

  /** Puts what is left of a report into its place, and takes its progress away. */
  public Saved delete(Report before, Report deleted, TimelineEntry wish) {
    return saved(
        change(Optional.of(before), deleted, wish, OptionalInt.empty())
            .add(Part.PROGRESS, delete(Key.progress(before.id())))
            .commit(dynamoDb));
  }

  /** What the client asked to cancel of an attempt, whatever became of it. */
  public Stream<CancelRequest> cancelRequests(Attempt attempt) {
    return timeline.of(attempt.reportId()).stream()
        .flatMap(entry -> entry.cancelRequest().stream())
        .filter(wish -> wish.order().attempt() == attempt.number());
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
    return (int) item.optionalNumber(Counter.ACTIVE).orElse(0);
  }

  /** Adds to the timeline what is no news any more; leaves alone what is there. */
  public void remember(Report report, TimelineEntry entry) {
    try {
      dynamoDb.putItem(
          put ->
              put.tableName(table)
                  .item(TimelineItem.write(report, entry).attributes())
                  .conditionExpression("attribute_not_exists(pk)"));
    } catch (ConditionalCheckFailedException known) {
      // remembered already
    }
  }

  private Transaction change(
      Optional<Report> before, Report after, TimelineEntry entry, OptionalInt cap) {
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
            transaction.add(Part.COUNT, counter.add(Key.activeReports(client), number, cap));
          }
        });
    addTurn(transaction, before, after, OptionalInt.empty());
    return transaction;
  }

  /**
   * Lets the execution of a report that waits be started, if that does not pass the limit.
   *
   * @param waiting as it was read
   */
  public Saved admit(Report waiting, Report admitted, TaskLimit limit) {
    Transaction transaction =
        new Transaction().add(Part.REPORT, put(Optional.of(waiting), admitted));
    addTurn(
        transaction,
        Optional.of(waiting),
        admitted,
        limit.isSet() ? OptionalInt.of(limit.max()) : OptionalInt.empty());
    return saved(transaction.commit(dynamoDb));
  }

  /** Keeps the queue, and the number of reports that count, as the reports say. */
  private void addTurn(
      Transaction transaction, Optional<Report> before, Report after, OptionalInt cap) {
    Optional<Key> from = before.flatMap(ReportStore::place);
    Optional<Key> to = place(after);
    if (!from.equals(to)) {
      from.ifPresent(place -> transaction.add(Part.QUEUE, delete(place)));
      to.ifPresent(place -> transaction.add(Part.QUEUE, put(place, after)));
    }
    int added = counted(after) - before.map(ReportStore::counted).orElse(0);
    if (added != 0) {
      transaction.add(Part.TASKS, counter.add(Key.countedTasks(), added, cap));
    }
  }

  private static Optional<Key> place(Report report) {
    return report.standing().turn() instanceof Turn.Waiting waiting
        ? Optional.of(Key.place(report.id(), waiting))
        : Optional.empty();
  }

  private static int counted(Report report) {
    return report.standing().turn() instanceof Turn.Counted ? 1 : 0;
  }

  private TransactWriteItem put(Key place, Report report) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(Item.with(place).text("report_id", report.id().value()).attributes()))
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
   * Every change moves the order, asks to cancel or ends the wait for the turn, so these three tell
   * whether there was one.
   */
  private TransactWriteItem put(Optional<Report> before, Report after) {
    Put.Builder put = Put.builder().tableName(table).item(ReportItem.write(after).attributes());
    if (before.isEmpty()) {
      put.conditionExpression("attribute_not_exists(pk)");
    } else {
      Map<String, AttributeValue> values = new HashMap<>();
      values.put(":order", AttributeValue.fromS(before.get().standing().order().key()));
      values.put(":status", AttributeValue.fromS(before.get().status().name()));
      String turn = "attribute_not_exists(#waiting)";
      if (before.get().standing().turn() instanceof Turn.Waiting waiting) {
        values.put(":since", AttributeValue.fromS(Times.format(waiting.since())));
        turn = "#waiting = :since";
      }
      put.conditionExpression("status_order = :order AND #status = :status AND " + turn)
          .expressionAttributeNames(
              Map.of("#status", "status", "#waiting", ReportItem.WAITING_SINCE))
          .expressionAttributeValues(values);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private static Saved saved(Set<Part> refused) {
    if (refused.contains(Part.KEY)) {
      return Saved.KEY_TAKEN;
    }
    if (refused.contains(Part.REPORT)) {
      return Saved.CHANGED;
    }
    return refused.contains(Part.COUNT) || refused.contains(Part.TASKS)
        ? Saved.LIMIT_REACHED
        : Saved.STORED;
  }
}
