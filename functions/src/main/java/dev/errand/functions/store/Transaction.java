package dev.errand.functions.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes several items or none, and tells whose condition did not hold.
 *
 * <p>The SDK does not repeat a transaction that met another one on the same item ({@code
 * TransactionConflict}), so this does, with growing pauses of random length.
 */
final class Transaction {

  /** What an item is in the transaction. */
  enum Part {
    REPORT,
    TIMELINE,
    PROGRESS,
    COUNT,
    QUEUE,
    TASKS,
    KEY
  }

  private static final int MAX_TRIES = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final List<Part> parts = new ArrayList<>();
  private final List<TransactWriteItem> items = new ArrayList<>();

  Transaction add(Part part, TransactWriteItem item) {
    parts.add(part);
    items.add(item);
    return this;
  }

  /**
   * Commits, or tells which conditions did not hold.
   *
   * @throws TransactionCanceledException if others were in the way all the time
   */
  Set<Part> commit(DynamoDbClient dynamoDb) {
    for (int tries = 1; ; tries++) {
      try {
        dynamoDb.transactWriteItems(request -> request.transactItems(items));
        return EnumSet.noneOf(Part.class);
      } catch (TransactionCanceledException e) {
        Set<Part> refused = refused(e.cancellationReasons());
        if (!refused.isEmpty()) {
          return refused;
        }
        if (tries == MAX_TRIES) {
          throw e;
        }
        pause(tries);
      }
    }
  }

  private Set<Part> refused(List<CancellationReason> reasons) {
    Set<Part> refused = EnumSet.noneOf(Part.class);
    for (int i = 0; i < reasons.size(); i++) {
      if ("ConditionalCheckFailed".equals(reasons.get(i).code())) {
        refused.add(parts.get(i));
      }
    }
    return refused;
  }

  private static void pause(int tries) {
    long longest =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(tries, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries of a transaction", e);
    }
  }
}
