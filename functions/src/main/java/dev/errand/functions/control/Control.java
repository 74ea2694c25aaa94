package dev.errand.functions.control;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.BestEffort;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.http.Fingerprint;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.store.IdempotencyKey;
import dev.errand.functions.store.KeyStore;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.Saved;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cancels and retries reports: stores the wish first, then asks Step Functions. If it dies between
 * the two, asking again or else the reconciler does the rest.
 */
final class Control {

  /** So many earlier attempts are stopped with the present one; the reconciler finds any other. */
  private static final int EARLIER_ATTEMPTS = 10;

  private final ReportStore reports;
  private final KeyStore keys;
  private final Executions executions;
  private final Retention retention;
  private final int cap;
  private final Clock clock;

  Control(
      ReportStore reports,
      KeyStore keys,
      Executions executions,
      Retention retention,
      int cap,
      Clock clock) {
    this.reports = reports;
    this.keys = keys;
    this.executions = executions;
    this.retention = retention;
    this.cap = cap;
    this.clock = clock;
  }

  /** Cancels a report as it was read. */
  Outcome cancel(Report report, Sender sender) {
    Instant now = now();
    return sent(report, sender, "cancel", now, this::finishCancel)
        .orElseGet(() -> cancel(report, sender, now));
  }

  private Outcome cancel(Report report, Sender sender, Instant now) {
    if (report.status() == Status.CANCELLED) {
      return new Outcome.Already(report);
    }
    if (report.status().isFinal()) {
      return new Outcome.NotAllowed(report.status());
    }
    if (report.status() == Status.CANCELLING) {
      return new Outcome.Done(report, finishCancel(report));
    }
    Report cancelling = report.cancelling(now);
    return store(report, cancelling, sender, "cancel", now) == Saved.STORED
        ? new Outcome.Done(cancelling, finishCancel(cancelling))
        : new Outcome.Changed();
  }

  private Optional<ExecutionsUnavailableException> finishCancel(Report report) {
    return report.status() == Status.CANCELLING
        ? BestEffort.refusal(() -> stop(report))
        : Optional.empty();
  }

  /**
   * An execution that was not started yet is started first: otherwise whoever is about to start it
   * would start it after the cancellation. Earlier attempts are stopped as well, since somebody may
   * have redriven one.
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
  Outcome retry(Report report, Sender sender) {
    Instant now = now();
    return sent(report, sender, "retry", now, this::finishRetry)
        .orElseGet(() -> retry(report, sender, now));
  }

  private Outcome retry(Report report, Sender sender, Instant now) {
    if (report.status() == Status.QUEUED && report.attempt().number() > 1) {
      return new Outcome.Done(report, finishRetry(report));
    }
    if (!report.status().isRetryable()) {
      return new Outcome.NotAllowed(report.status());
    }
    if (report.id().isStartedByHand()) {
      return new Outcome.StartedByHand();
    }
    if (!report.attempt().hasNext()) {
      return new Outcome.NotAllowed(report.status());
    }
    Report retried = report.retried(now, retention);
    return switch (store(report, retried, sender, "retry", now)) {
      case STORED -> new Outcome.Done(retried, finishRetry(retried));
      case LIMIT_REACHED -> new Outcome.LimitReached(cap);
      case CHANGED, KEY_TAKEN -> new Outcome.Changed();
    };
  }

  private Optional<ExecutionsUnavailableException> finishRetry(Report report) {
    return report.status() == Status.QUEUED
        ? BestEffort.refusal(() -> executions.start(report.attempt(), report.submission().text()))
        : Optional.empty();
  }

  /** What a request leads to that was sent before: what an earlier one may have left undone. */
  private Optional<Outcome> sent(
      Report report,
      Sender sender,
      String wish,
      Instant now,
      Function<Report, Optional<ExecutionsUnavailableException>> rest) {
    return sender
        .key()
        .flatMap(key -> keys.find(sender.caller().id(), key, now))
        .map(
            taken ->
                taken.fingerprint().equals(fingerprint(report, wish))
                    ? new Outcome.Replayed(report, rest.apply(report))
                    : new Outcome.KeyReused());
  }

  private Saved store(Report before, Report after, Sender sender, String wish, Instant now) {
    Optional<IdempotencyKey> key =
        sender
            .key()
            .map(
                name ->
                    new IdempotencyKey(
                        sender.caller().id(),
                        name,
                        fingerprint(before, wish),
                        before.id(),
                        now.plus(IdempotencyKey.REMEMBERED_FOR)));
    return reports.replace(before, after, after.wish(sender.caller().principal()), cap, key, now);
  }

  private static String fingerprint(Report report, String wish) {
    return Fingerprint.of(wish + " " + report.id());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
