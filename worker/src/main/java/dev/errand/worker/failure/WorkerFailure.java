package dev.errand.worker.failure;

import dev.errand.core.FailureCode;

/**
 * Ends the worker with the exit code of {@link #code()}. The message is the last line of its log.
 */
public final class WorkerFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The maximum length of a detail in characters. */
  public static final int MAX_DETAIL = 500;

  private final FailureCode code;

  /**
   * Creates a failure.
   *
   * @param detail what failed and how to fix it, without any secret
   */
  public WorkerFailure(FailureCode code, String detail) {
    this(code, detail, null);
  }

  /**
   * Creates a failure with a cause.
   *
   * @param detail what failed and how to fix it, without any secret
   */
  public WorkerFailure(FailureCode code, String detail, Throwable cause) {
    super(bounded(detail), cause);
    this.code = code;
  }

  /** The published failure code. */
  public FailureCode code() {
    return code;
  }

  private static String bounded(String detail) {
    String line = detail.replaceAll("[\\p{Cc}\\p{Cs}]+", " ").strip();
    return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL - 1) + "…";
  }
}
