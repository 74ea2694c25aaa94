package dev.errand.functions.intake;

import dev.errand.functions.report.Report;

/** What became of a report request. */
sealed interface Taken {

  /**
   * There is a new report.
   *
   * @param started whether its execution is started as well
   */
  record Accepted(Report report, boolean started) implements Taken {}

  /**
   * The request was sent before, and this is what it led to.
   *
   * @param started whether its execution is started as well
   */
  record Replayed(Report report, boolean started) implements Taken {}

  /** Its idempotency key belongs to another request. */
  record KeyReused() implements Taken {}

  /** Its client has this many active reports, which is all it may have. */
  record LimitReached(int cap) implements Taken {}
}
