package dev.errand.functions.control;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.BestEffort;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.http.Fingerprint;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.store.IdempotencyKey;
import dev.errand.functions.store.IdempotencyKeyStore;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.SaveResult;
import dev.errand.functions.tasklimit.TaskScheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cancels and retries reports: stores the request first, then calls Step Functions. If the function
 * ends between the two, the same request sent again makes the call, or else the reconciler.
 */
final class Control {

  /**
   * The maximum number of earlier attempts that are stopped with the current one. The reconciler
   * stops any other.
   */
  private static final int EARLIER_ATTEMPTS = 10;

  private final ReportStore reports;
  private final IdempotencyKeyStore keys;
  private final Executions executions;
  private final TaskScheduler scheduler;
  private final Retention retention;
  private final TaskLimit limit;
  private final int maxActiveReports;
  private final Clock clock;

  Control(
      ReportStore reports,
      IdempotencyKeyStore keys,
      Executions executions,
      TaskScheduler scheduler,
      Retention retention,
      TaskLimit limit,
      int maxActiveReports,
      Clock clock) {
    this.reports = reports;
    this.keys = keys;
    this.executions = executions;
    this.scheduler = scheduler;
    this.retention = retention;
    this.limit = limit;
    this.maxActiveReports = maxActiveReports;
    this.clock = clock;
  }

  /** Cancels a report as it was read. */
  ControlResult cancel(Report report, CallerKey callerKey) {
    Instant now = now();
    return sent(report, callerKey, "cancel", now, this::finishCancel)
        .orElseGet(() -> cancel(report, callerKey, now));
  }

  private ControlResult cancel(Report report, CallerKey callerKey, Instant now) {
    if (report.status() == Status.CANCELLED) {
      return new ControlResult.Already(report);
    }
    if (report.status().isFinal()) {
      return new ControlResult.NotAllowed(report.status());
    }
    if (report.status() == Status.CANCELLING) {
      return new ControlResult.Done(report, finishCancel(report));
    }
    Report cancelling =
        report.isWaiting() ? report.cancelledWhileWaiting(now, retention) : report.cancelling(now);
    return store(report, cancelling, callerKey, "cancel", now) == SaveResult.STORED
        ? new ControlResult.Done(cancelling, finishCancel(cancelling))
        : new ControlResult.Changed();
  }

  private Optional<ExecutionsUnavailableException> finishCancel(Report report) {
    return report.status() == Status.CANCELLING
        ? BestEffort.tryCall(() -> stop(report))
        : Optional.empty();
  }

  /**
   * An execution that was not started yet is started first: otherwise a start that is under way
   * would follow the cancellation. Earlier attempts are stopped as well, since an operator may have
   * redriven one.
   */
  private void stop(Report report) {
    Attempt attempt = report.attempt();
    if (!executions.stop(attempt)) {
      executions.start(attempt, report.submission().text());
      executions.stop(attempt);
    }
    IntStream.iterate(attempt.number() - 1, number -> number > 0, number -> number - 1)
        .limit(EARLIER_ATTEMPTS)
        .forEach(number -> executions.stop(new Attempt(report.id(), number)));
  }

  /** Begins a new attempt of a report as it was read. */
  ControlResult retry(Report report, CallerKey callerKey) {
    Instant now = now();
    return sent(report, callerKey, "retry", now, this::finishRetry)
        .orElseGet(() -> retry(report, callerKey, now));
  }

  private ControlResult retry(Report report, CallerKey callerKey, Instant now) {
    if (report.status() == Status.QUEUED && report.attempt().number() > 1) {
      return new ControlResult.Done(report, finishRetry(report));
    }
    if (!report.status().isRetryable()) {
      return new ControlResult.NotAllowed(report.status());
    }
    if (report.id().isStartedByHand()) {
      return new ControlResult.StartedByHand(report.isRedrivable(now));
    }
    if (!report.attempt().hasNext()) {
      return new ControlResult.NotAllowed(report.status());
    }
    Report retried = report.retried(now, retention, limit);
    return switch (store(report, retried, callerKey, "retry", now)) {
      case STORED -> new ControlResult.Done(retried, finishRetry(retried));
      case LIMIT_REACHED -> new ControlResult.LimitReached(maxActiveReports);
      case CHANGED, KEY_TAKEN -> new ControlResult.Changed();
    };
  }

  private Optional<ExecutionsUnavailableException> finishRetry(Report report) {
    return report.status() == Status.QUEUED
        ? BestEffort.tryCall(() -> scheduler.start(report))
        : Optional.empty();
  }

  /** The result of a request that was sent before; it completes what the earlier one did not. */
  private Optional<ControlResult> sent(
      Report report,
      CallerKey callerKey,
      String action,
      Instant now,
      Function<Report, Optional<ExecutionsUnavailableException>> rest) {
    return callerKey
        .key()
        .flatMap(key -> keys.find(callerKey.caller().id(), key, now))
        .map(
            taken ->
                taken.fingerprint().equals(fingerprint(report, action))
                    ? new ControlResult.Replayed(report, rest.apply(report))
                    : new ControlResult.KeyReused());
  }

  private SaveResult store(
      Report before, Report after, CallerKey callerKey, String action, Instant now) {
    Optional<IdempotencyKey> key =
        callerKey
            .key()
            .map(
                name ->
                    new IdempotencyKey(
                        callerKey.caller().id(),
                        name,
                        fingerprint(before, action),
                        before.id(),
                        now.plus(IdempotencyKey.REMEMBERED_FOR)));
    return reports.replace(
        before,
        after,
        after.requestedBy(callerKey.caller().principal()),
        maxActiveReports,
        key,
        now);
  }

  private static String fingerprint(Report report, String action) {
    return Fingerprint.of(action + " " + report.id());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
