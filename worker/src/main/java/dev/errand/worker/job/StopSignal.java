package dev.errand.worker.job;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Signals that a job must stop: ECS stops the task, or the deadline is over. */
public final class StopSignal {

  private final Clock clock;
  private final Optional<Instant> deadline;
  private volatile boolean interrupted;

  /**
   * Creates a signal.
   *
   * @param deadline when the job must stop; empty for no deadline
   */
  public StopSignal(Clock clock, Optional<Instant> deadline) {
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Signals that the task is being stopped. */
  public void interrupt() {
    interrupted = true;
  }

  /**
   * Checks that the job may continue.
   *
   * @throws WorkerFailure if it must stop
   */
  public void check() {
    reason()
        .ifPresent(
            reason -> {
              throw reason;
            });
  }

  /** Why the job must stop; empty if it may continue. */
  public Optional<WorkerFailure> reason() {
    if (interrupted) {
      return Optional.of(
          new WorkerFailure(
              FailureCode.INTERRUPTED,
              "The task was stopped. The next attempt continues from its checkpoint."));
    }
    if (deadline.isPresent() && clock.instant().isAfter(deadline.get())) {
      return Optional.of(
          new WorkerFailure(
              FailureCode.DEADLINE_EXCEEDED,
              "The report was not complete at its deadline, %s. Request fewer days, or retry: the next attempt continues from the checkpoint."
                  .formatted(deadline.get())));
    }
    return Optional.empty();
  }
}
