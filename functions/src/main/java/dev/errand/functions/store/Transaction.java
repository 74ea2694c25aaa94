package dev.errand.functions.store;

import dev.errand.functions.runtime.Jitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes several items or none, and returns whose conditions failed.
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
    KEY,
    EVENT,
    WEBHOOK,
    DELETED_WEBHOOK,
    OWNER
  }

  private static final int MAX_TRIES = 10;
  private static final Jitter PAUSES = new Jitter(Duration.ofMillis(40), Duration.ofMillis(500));

  private final List<Part> parts = new ArrayList<>();
  private final List<TransactWriteItem> items = new ArrayList<>();

  Transaction add(Part part, TransactWriteItem item) {
    parts.add(part);
    items.add(item);
    return this;
  }

  /**
   * Commits, or returns which conditions failed.
   *
   * @throws TransactionCanceledException if other transactions conflicted with every try
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
    try {
      Thread.sleep(PAUSES.computeDelay(tries).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries of a transaction", e);
    }
  }
}
