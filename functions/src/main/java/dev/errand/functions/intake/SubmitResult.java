package dev.errand.functions.intake;

import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Report;
import java.util.Optional;

/** The result of a report request. */
sealed interface SubmitResult {

  /**
   * A new report was stored.
   *
   * @param startFailure why its execution is not started yet, if it is not
   */
  record Accepted(Report report, Optional<ExecutionsUnavailableException> startFailure)
      implements SubmitResult {}

  /**
   * The request was sent before and led to this report.
   *
   * @param startFailure why its execution is not started yet, if it is not
   */
  record Replayed(Report report, Optional<ExecutionsUnavailableException> startFailure)
      implements SubmitResult {}

  /** Its idempotency key belongs to another request. */
  record KeyReused() implements SubmitResult {}

  /** Its client has this many active reports, which is all it may have. */
  record LimitReached(int maxActiveReports) implements SubmitResult {}
}
