package dev.errand.worker.progress;

/** The table did not take the progress; the message says why, in words that hold no secret. */
final class ProgressWriteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ProgressWriteException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
