package dev.errand.worker.records;

import java.util.Optional;

/**
 * The retries of a task.
 *
 * @param failedTries the number of tries that failed and were followed by another
 * @param lastReason why the last of them failed, for example "connection refused"
 * @param pending the pending retry with the most tries, if there is one
 */
public record Retries(
    int failedTries, Optional<String> lastReason, Optional<PendingRetry> pending) {

  /** No try has failed. */
  public static final Retries NONE = new Retries(0, Optional.empty(), Optional.empty());
}
