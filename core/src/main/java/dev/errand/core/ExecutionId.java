package dev.errand.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One execution of the state machine. Step Functions frees a name 90 days after its execution
 * ended, so a later execution can have the same name but not the same start. A redrive keeps both.
 *
 * @param attempt read from the execution's name
 * @param startedAt when it was started first, to the second: not every source gives it more exactly
 */
public record ExecutionId(Attempt attempt, Instant startedAt) {

  public ExecutionId {
    startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * The folder for its objects in a bucket, which no other execution has, such as {@code
   * 01JDF3T7C4V5N6P7Q8R9S0T1V2/1-1795514400}. It lies in {@link ReportId#folder()}.
   */
  public String folder() {
    return "%s/%d-%d"
        .formatted(attempt.reportId().folder(), attempt.number(), startedAt.getEpochSecond());
  }
}
