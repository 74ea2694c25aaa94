package dev.errand.worker.failure;

import dev.errand.core.FailureCode;

/** Ends the worker: with the exit code of {@link #code()} and the message as its last words. */
public final class WorkerFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The most characters of a failure's detail that are published. */
  public static final int MAX_DETAIL = 500;

  private final FailureCode code;

  /**
   * Makes one.
   *
   * @param detail what failed and how to mend it, without any secret
   */
  public WorkerFailure(FailureCode code, String detail) {
    this(code, detail, null);
  }

  /**
   * Makes one that has a cause.
   *
   * @param detail what failed and how to mend it, without any secret
   */
  public WorkerFailure(FailureCode code, String detail, Throwable cause) {
    super(bounded(detail), cause);
    this.code = code;
  }

  /** What it is published as. */
  public FailureCode code() {
    return code;
  }

  private static String bounded(String detail) {
    String line = detail.replaceAll("[\\p{Cc}\\p{Cs}]+", " ").strip();
    return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL - 1) + "…";
  }
}
