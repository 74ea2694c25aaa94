package dev.errand.functions.report;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What Step Functions says about one execution at one moment.
 *
 * @param attempt the attempt that the execution is, read from its name
 * @param status its status
 * @param redriveCount how often it was redriven
 * @param startedAt when it was started first
 * @param redrivenAt when it was redriven last
 * @param stoppedAt when it ended; empty while it runs
 * @param input its input, if Step Functions gave it
 * @param error the name of the error that it failed with
 * @param cause the raw cause of the error: never shown to a client
 */
public record Execution(
    Attempt attempt,
    ExecutionStatus status,
    int redriveCount,
    Instant startedAt,
    Optional<Instant> redrivenAt,
    Optional<Instant> stoppedAt,
    Optional<String> input,
    Optional<String> error,
    Optional<String> cause) {

  /** The error of an execution that succeeded without a result: no name of Step Functions. */
  public static final String RESULT_MISSING = "Errand.ResultMissing";

  /** The error of an execution whose input names no report type, in the state machine. */
  public static final String UNKNOWN_TYPE = "Errand.UnknownReportType";

  /** Which execution it is, also where its name was used before. */
  public ExecutionId id() {
    return new ExecutionId(attempt, startedAt);
  }

  /** The failed execution that this one counts as if it succeeded without a result. */
  public Execution withoutResult() {
    return new Execution(
        attempt,
        ExecutionStatus.FAILED,
        redriveCount,
        startedAt,
        redrivenAt,
        stoppedAt,
        input,
        Optional.of(RESULT_MISSING),
        Optional.empty());
  }

  /** The order of this status. */
  public StatusOrder order() {
    return new StatusOrder(
        attempt.number(),
        startedAt.getEpochSecond(),
        redriveCount,
        status == ExecutionStatus.RUNNING ? StatusOrder.Rank.RUNNING : StatusOrder.Rank.FINAL);
  }

  /** When the execution reached its {@link #status()}. */
  public Instant at() {
    return status == ExecutionStatus.RUNNING ? runningSince() : stoppedAt.orElse(runningSince());
  }

  /** When the current run began: the start or the last redrive. */
  public Instant runningSince() {
    return redrivenAt.orElse(startedAt);
  }
}
