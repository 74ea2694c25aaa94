package dev.errand.functions.http;

import dev.errand.functions.report.Report;
import java.time.Duration;
import java.time.Instant;

/** How long a client should wait before it asks for a report again: the longer, the older it is. */
public final class Polling {

  private static final long SHORTEST = 1;
  private static final long LONGEST = 60;

  private Polling() {}

  /** Seconds: a tenth of the age of the present attempt, within 1 and 60. */
  public static long retryAfterSeconds(Report report, Instant now) {
    Instant since = report.standing().startedAt().orElse(report.standing().updatedAt());
    return Math.min(LONGEST, Math.max(SHORTEST, Duration.between(since, now).toSeconds() / 10));
  }
}
