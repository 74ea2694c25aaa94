package dev.errand.functions.report;

/** The status of a report, as published in {@code status}. */
public enum Status {
  /** Accepted; no start of its execution has been recorded. */
  QUEUED,
  /** Its execution runs. */
  RUNNING,
  /** Its client asked to cancel it, and its execution has not ended. */
  CANCELLING,
  /** The artifacts are complete. */
  SUCCEEDED,
  /** It ended without artifacts; {@code failure} says why. */
  FAILED,
  /** It ended because the state machine's time-out passed. */
  TIMED_OUT,
  /** It ended because its client asked for that. */
  CANCELLED,
  /** Its client deleted it: nothing is left of it but its timeline. */
  DELETED;

  /** Whether the report changes only if a client or an operator requests it. */
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, RUNNING, CANCELLING -> false;
      case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DELETED -> true;
    };
  }

  /** Whether the client may ask for a new attempt. */
  public boolean isRetryable() {
    return isFinal() && this != SUCCEEDED && this != DELETED;
  }
}
