package dev.errand.functions.http;

import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a client should read a report again: at its expected end if the worker estimates one,
 * otherwise after a tenth of the age of the present attempt.
 */
public final class Polling {

  private static final long MIN_SECONDS = 1;
  private static final long MAX_SECONDS = 60;

  /** The expected duration of an attempt without an estimate. */
  private static final Duration DEFAULT_DURATION = Duration.ofSeconds(20);

  /** An estimate that passed longer ago than this is not used. */
  private static final Duration OVERDUE = Duration.ofSeconds(20);

  private Polling() {}

  /** Seconds until the expected end if there is one, within 1 and 60. */
  public static long retryAfterSeconds(Report report, Optional<Progress> progress, Instant now) {
    return estimate(report, progress)
        .map(end -> within(Duration.between(now, end).toSeconds()))
        .orElseGet(() -> retryAfterSeconds(report, now));
  }

  /** Whether the report is expected to end within this time, or to have ended just now. */
  public static boolean endsWithin(
      Duration time, Report report, Optional<Progress> progress, Instant now) {
    Optional<Instant> estimate = estimate(report, progress);
    Instant end = estimate.orElse(since(report).plus(DEFAULT_DURATION));
    Instant earliest = estimate.isPresent() ? now.minus(OVERDUE) : now;
    return end.isAfter(earliest) && !end.isAfter(now.plus(time));
  }

  private static Optional<Instant> estimate(Report report, Optional<Progress> progress) {
    return progress
        .filter(written -> written.attempt() == report.attempt().number())
        .flatMap(Progress::estimatedCompletionAt);
  }

  private static Instant since(Report report) {
    return report.state().startedAt().orElse(report.state().updatedAt());
  }

  private static long within(long seconds) {
    return Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, seconds));
  }

  /** Seconds: a tenth of the age of the present attempt, within 1 and 60. */
  public static long retryAfterSeconds(Report report, Instant now) {
    return within(Duration.between(since(report), now).toSeconds() / 10);
  }
}
