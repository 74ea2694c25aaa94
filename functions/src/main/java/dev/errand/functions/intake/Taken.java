package dev.errand.functions.intake;

import dev.errand.functions.report.Report;

/** What became of a report request. */
sealed interface Taken {

  /** There is a new report. */
  record Accepted(Report report) implements Taken {}

  /** The request was sent before, and this is what it led to. */
  record Replayed(Report report) implements Taken {}

  /** Its idempotency key belongs to another request. */
  record KeyReused() implements Taken {}

  /** Its client has this many active reports, which is all it may have. */
  record LimitReached(int cap) implements Taken {}
}
