package dev.errand.local.stepfunctions;

/** The status of an execution. */
public enum Status {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED;

  /** Whether an execution that ended so can be redriven. */
  boolean isRedrivable() {
    return this == FAILED || this == TIMED_OUT || this == ABORTED;
  }
}
