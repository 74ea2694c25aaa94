package dev.errand.functions.control;

import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import java.util.Optional;

/** The result of a client's request to change a report. */
sealed interface ControlResult {

  /**
   * It is carried out.
   *
   * @param callFailure why Step Functions has not done its part yet, if it has not
   */
  record Done(Report report, Optional<ExecutionsUnavailableException> callFailure)
      implements ControlResult {}

  /**
   * The request was sent before.
   *
   * @param report the report as it is now
   * @param callFailure why Step Functions has not done its part yet, if it has not
   */
  record Replayed(Report report, Optional<ExecutionsUnavailableException> callFailure)
      implements ControlResult {}

  /** Its idempotency key belongs to another request. */
  record KeyReused() implements ControlResult {}

  /** It was carried out before. */
  record Already(Report report) implements ControlResult {}

  /** The status of the report does not allow it. */
  record NotAllowed(Status status) implements ControlResult {}

  /**
   * The execution was started by hand. It has one attempt, under its own name.
   *
   * @param redrivable whether a redrive of it can succeed
   */
  record StartedByHand(boolean redrivable) implements ControlResult {}

  /** The client has this many active reports, which is all it may have. */
  record LimitReached(int maxActiveReports) implements ControlResult {}

  /** The report changed in between: read it again. */
  record Changed() implements ControlResult {}
}
