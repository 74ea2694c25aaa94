package dev.errand.functions.intake;

import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Report;
import java.util.Optional;

/** What became of a report request. */
sealed interface Taken {

  /**
   * There is a new report.
   *
   * @param refusal why its execution is not started yet, if it is not
   */
  record Accepted(Report report, Optional<ExecutionsUnavailableException> refusal)
      implements Taken {}

  /**
   * The request was sent before, and this is what it led to.
   *
   * @param refusal why its execution is not started yet, if it is not
   */
  record Replayed(Report report, Optional<ExecutionsUnavailableException> refusal)
      implements Taken {}

  /** Its idempotency key belongs to another request. */
  record KeyReused() implements Taken {}

  /** Its client has this many active reports, which is all it may have. */
  record LimitReached(int cap) implements Taken {}
}
