package dev.errand.worker.records;

import dev.errand.worker.failure.WorkerFailure;

/** The records API does not take a cursor that it gave: it may have expired. */
final class RejectedCursorException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final WorkerFailure failure;

  RejectedCursorException(WorkerFailure failure) {
    super(failure);
    this.failure = failure;
  }

  /** What ends the report if the page cannot be had without the cursor. */
  WorkerFailure failure() {
    return failure;
  }
}
