package dev.errand.functions.control;

import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import java.util.Optional;

/** What became of a client's wish for a report. */
sealed interface Outcome {

  /**
   * It is granted.
   *
   * @param refusal why Step Functions has not done its part yet, if it has not
   */
  record Done(Report report, Optional<ExecutionsUnavailableException> refusal) implements Outcome {}

  /**
   * The request was sent before.
   *
   * @param report as it stands now
   * @param refusal why Step Functions has not done its part yet, if it has not
   */
  record Replayed(Report report, Optional<ExecutionsUnavailableException> refusal)
      implements Outcome {}

  /** Its idempotency key belongs to another request. */
  record KeyReused() implements Outcome {}

  /** It was granted before. */
  record Already(Report report) implements Outcome {}

  /** A report that stands so does not allow it. */
  record NotAllowed(Status status) implements Outcome {}

  /**
   * Somebody started the execution by hand: it has one attempt, under its own name.
   *
   * @param redrivable whether a redrive of it can succeed
   */
  record StartedByHand(boolean redrivable) implements Outcome {}

  /** The client has this many active reports, which is all it may have. */
  record LimitReached(int cap) implements Outcome {}

  /** The report changed in between: read it again. */
  record Changed() implements Outcome {}
}
