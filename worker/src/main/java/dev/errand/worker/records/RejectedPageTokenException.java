package dev.errand.worker.records;

import dev.errand.worker.failure.WorkerFailure;

/** The records API rejected a page token that it had returned. The token may have expired. */
final class RejectedPageTokenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final WorkerFailure failure;

  RejectedPageTokenException(WorkerFailure failure) {
    super(failure);
    this.failure = failure;
  }

  /** The failure of the report if the page is not available without the token either. */
  WorkerFailure failure() {
    return failure;
  }
}
