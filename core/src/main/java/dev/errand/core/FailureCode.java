package dev.errand.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a report failed, as published in {@code failure.code}. The worker ends with the exit code of
 * one of these (numbers as in {@code sysexits.h} where one fits); the recorder reads it back from
 * the task description.
 */
public enum FailureCode {
  /**
   * A variable of the worker's environment is missing or wrong, or the certificate of the records
   * API is not trusted.
   */
  WORKER_MISCONFIGURED(64, false, "The worker was started without what it needs."),
  /** The execution's input is no report request. */
  INVALID_REQUEST(65, false, "The report request is not valid."),
  /**
   * The records API did not answer, or answered with errors, for longer than the worker retries.
   */
  RECORDS_API_UNAVAILABLE(69, true, "The records API could not be reached or kept failing."),
  /** A fault in the worker itself. */
  WORKER_FAULT(70, false, "The worker failed for a reason of its own."),
  /** Artifacts or checkpoint could not be stored. */
  STORAGE_UNAVAILABLE(74, true, "The report could not be stored."),
  /** The task was stopped. It saved a checkpoint if there was time. */
  INTERRUPTED(75, true, "The task was interrupted before the report was complete."),
  /** An answer of the records API breaks its contract, for example with a wrong total. */
  RECORDS_INCONSISTENT(76, true, "The records API gave inconsistent records."),
  /** The records API refused the request (a 4xx status). */
  RECORDS_API_REFUSED(77, false, "The records API refused the request."),
  /** The deadline of the report passed. A retry continues from the checkpoint. */
  DEADLINE_EXCEEDED(79, true, "The report took longer than the time allowed for it."),
  /** A later task of the report began while this one ran, for example after a redrive. */
  SUPERSEDED(80, false, "The task was replaced by a later task of the report."),
  /** The container was killed for its memory (SIGKILL, 128 + 9). */
  OUT_OF_MEMORY(137, true, "The task was killed, most likely for lack of memory."),

  /** The task could not be started, for example for lack of capacity. */
  TASK_START_FAILED(true, "The report task could not be started."),
  /** The execution was aborted, without a request through this API. */
  EXECUTION_ABORTED(true, "The execution was aborted."),
  /** The state machine's time-out passed. */
  TIMED_OUT(true, "The report took longer than the time allowed for it."),
  /** The execution succeeded, and the list of the report's files is not there. */
  RESULT_MISSING(true, "The report's files are missing."),
  /** Anything else. */
  EXECUTION_FAILED(true, "The report failed.");

  /** The exit code of a JVM whose heap is full, with {@code ExitOnOutOfMemoryError}. */
  private static final int HEAP_EXHAUSTED = 3;

  private final OptionalInt exitCode;
  private final boolean retryable;
  private final String title;

  FailureCode(int exitCode, boolean retryable, String title) {
    this.exitCode = OptionalInt.of(exitCode);
    this.retryable = retryable;
    this.title = title;
  }

  FailureCode(boolean retryable, String title) {
    this.exitCode = OptionalInt.empty();
    this.retryable = retryable;
    this.title = title;
  }

  /** The failure of a worker's exit code; empty for a code that no failure has. */
  public static Optional<FailureCode> ofExitCode(int exitCode) {
    if (exitCode == HEAP_EXHAUSTED) {
      return Optional.of(OUT_OF_MEMORY);
    }
    return Arrays.stream(values())
        .filter(code -> code.exitCode.isPresent() && code.exitCode.getAsInt() == exitCode)
        .findFirst();
  }

  /** The failure with this published word; empty for a word that none has. */
  public static Optional<FailureCode> ofWord(String word) {
    return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
  }

  /** The published word, for example {@code records-api-unavailable}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The worker's exit code for this failure; empty if the worker does not report it itself. */
  public OptionalInt exitCode() {
    return exitCode;
  }

  /**
   * Whether a new attempt with the same request can succeed. The state machine decides for itself
   * which failures the same execution tries again.
   */
  public boolean retryable() {
    return retryable;
  }

  /**
   * Whether a redrive of the execution can succeed. A redrive begins with the state that failed.
   * For most failures this is a Fail state of the definition, which fails again.
   */
  public boolean redrivable() {
    return this == EXECUTION_ABORTED || this == TIMED_OUT;
  }

  /** A sentence for the client. */
  public String title() {
    return title;
  }
}
