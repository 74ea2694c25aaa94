package dev.errand.local.workercheck;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Stops a task at a write to the bucket until the check decides what happens to the write. */
final class Gate {

  private final Predicate<BucketWrite> where;
  private final CompletableFuture<BucketWrite> reached = new CompletableFuture<>();
  private final CompletableFuture<Boolean> decision = new CompletableFuture<>();

  private Gate(Predicate<BucketWrite> where) {
    this.where = where;
  }

  /** A gate that stops nothing. */
  static Gate open() {
    return new Gate(write -> false);
  }

  /** A gate that stops such a write. */
  static Gate at(Predicate<BucketWrite> where) {
    return new Gate(where);
  }

  /** Waits if the write has to wait; whether it is forwarded. */
  boolean passes(BucketWrite write) {
    if (!where.test(write)) {
      return true;
    }
    reached.complete(write);
    return decision.join();
  }

  /** Completes with the first write that waits. */
  CompletableFuture<BucketWrite> reached() {
    return reached.copy();
  }

  /** Lets these writes pass from now on. */
  void letPass() {
    decision.complete(true);
  }

  /** Drops these writes from now on. */
  void drop() {
    decision.complete(false);
  }
}
