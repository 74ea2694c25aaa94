package dev.errand.worker.records;

import dev.errand.worker.failure.WorkerFailure;

/** The records API rejected a cursor that it had returned. The cursor may have expired. */
final class RejectedCursorException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final WorkerFailure failure;

  RejectedCursorException(WorkerFailure failure) {
    super(failure);
    this.failure = failure;
  }

  /** The failure of the report if the page is not available without the cursor either. */
  WorkerFailure failure() {
    return failure;
  }
}
