package dev.errand.functions.control;

import dev.errand.functions.execution.BestEffort;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.Saved;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Cancels and retries reports: stores the wish first, then asks Step Functions. If it dies between
 * the two, asking again or else the reconciler does the rest.
 */
final class Control {

  private final ReportStore reports;
  private final Executions executions;
  private final Retention retention;
  private final int cap;
  private final Clock clock;

  Control(ReportStore reports, Executions executions, Retention retention, int cap, Clock clock) {
    this.reports = reports;
    this.executions = executions;
    this.retention = retention;
    this.cap = cap;
    this.clock = clock;
  }

  /** Cancels a report as it was read. */
  Outcome cancel(Report report) {
    if (report.status() == Status.CANCELLED) {
      return new Outcome.Already(report);
    }
    if (report.status().isFinal()) {
      return new Outcome.NotAllowed(report.status());
    }
    if (report.status() == Status.CANCELLING) {
      return stopped(report);
    }
    Report cancelling = report.cancelling(now());
    return reports.replace(report, cancelling) == Saved.STORED
        ? stopped(cancelling)
        : new Outcome.Changed();
  }

  private Outcome stopped(Report cancelling) {
    return new Outcome.Done(cancelling, BestEffort.refusal(() -> stop(cancelling)));
  }

  /**
   * An execution that was not started yet is started first: otherwise whoever is about to start it
   * would start it after the cancellation.
   */
  private void stop(Report report) {
    if (!executions.stop(report.attempt())) {
      executions.start(report.attempt(), report.submission().text());
      executions.stop(report.attempt());
    }
  }

  /** Begins a new attempt of a report as it was read. */
  Outcome retry(Report report) {
    if (!report.status().isRetryable()) {
      return new Outcome.NotAllowed(report.status());
    }
    if (report.id().isStartedByHand()) {
      return new Outcome.StartedByHand();
    }
    Report retried = report.retried(now(), retention);
    return switch (reports.replace(report, retried, cap)) {
      case STORED ->
          new Outcome.Done(
              retried,
              BestEffort.refusal(
                  () -> executions.start(retried.attempt(), retried.submission().text())));
      case LIMIT_REACHED -> new Outcome.LimitReached(cap);
      case CHANGED, KEY_TAKEN -> new Outcome.Changed();
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
