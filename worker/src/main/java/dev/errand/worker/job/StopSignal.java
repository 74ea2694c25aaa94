package dev.errand.worker.job;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Tells a job to stop: the task is being stopped, or its time is up. */
public final class StopSignal {

  private final Clock clock;
  private final Optional<Instant> deadline;
  private volatile boolean interrupted;

  /** Makes one; the job has to stop at the deadline, if there is one. */
  public StopSignal(Clock clock, Optional<Instant> deadline) {
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Tells the job to save a checkpoint and end. */
  public void interrupt() {
    interrupted = true;
  }

  /** Whether the task is being stopped. */
  public boolean isInterrupted() {
    return interrupted;
  }

  /**
   * Returns if the job may go on.
   *
   * @throws WorkerFailure if it has to stop
   */
  public void check() {
    reason()
        .ifPresent(
            reason -> {
              throw reason;
            });
  }

  /** Why the job has to stop; empty if it may go on. */
  public Optional<WorkerFailure> reason() {
    if (interrupted) {
      return Optional.of(
          new WorkerFailure(
              FailureCode.INTERRUPTED,
              "The task was told to stop. What was read is kept; the next attempt goes on from there."));
    }
    if (deadline.isPresent() && clock.instant().isAfter(deadline.get())) {
      return Optional.of(
          new WorkerFailure(
              FailureCode.DEADLINE_EXCEEDED,
              "The report was not complete at its deadline, %s. Ask for fewer days, or retry: what was read is kept."
                  .formatted(deadline.get())));
    }
    return Optional.empty();
  }
}
