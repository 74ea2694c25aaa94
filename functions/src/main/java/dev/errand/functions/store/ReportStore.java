package dev.errand.functions.store;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.CancelRequest;
import dev.errand.functions.report.Report;
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
  private final ActiveCount activeCount;
  private final KeyStore keys;
  private final Timeline timeline;
  private final BatchReads reads;

  public ReportStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.activeCount = new ActiveCount(table);
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
            .add(
                Part.PROGRESS,
                TransactWriteItem.builder()
                    .delete(
                        delete ->
                            delete.tableName(table).key(Key.progress(before.id()).attributes()))
                    .build())
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
    return (int) item.optionalNumber(ActiveCount.ACTIVE).orElse(0);
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
            transaction.add(Part.COUNT, activeCount.add(client, number, cap));
          }
        });
    return transaction;
  }

  private static Optional<UUID> activeClient(Optional<Report> report) {
    return report.filter(Report::isActive).flatMap(Report::clientId);
  }

  /** Every change moves the order or asks to cancel, so these two tell whether there was one. */
  private TransactWriteItem put(Optional<Report> before, Report after) {
    Put.Builder put = Put.builder().tableName(table).item(ReportItem.write(after).attributes());
    if (before.isEmpty()) {
      put.conditionExpression("attribute_not_exists(pk)");
    } else {
      put.conditionExpression("status_order = :order AND #status = :status")
          .expressionAttributeNames(Map.of("#status", "status"))
          .expressionAttributeValues(
              Map.of(
                  ":order", AttributeValue.fromS(before.get().standing().order().key()),
                  ":status", AttributeValue.fromS(before.get().status().name())));
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
    return refused.contains(Part.COUNT) ? Saved.LIMIT_REACHED : Saved.STORED;
  }
}
