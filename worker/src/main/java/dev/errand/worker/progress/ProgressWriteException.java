package dev.errand.worker.progress;

/** The table rejected the progress. The message contains the reason and no secret. */
final class ProgressWriteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ProgressWriteException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
