package dev.errand.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.AttemptOutcome;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.TestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For how long a client is held in all that always sends {@code Prefer: wait=20}, and asks again
 * when {@code Retry-After} says. Seeded fault: a wait that is not bound to the expected end.
 */
class HeldTimeTest {

  private static final long WAIT = 20;
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Report RUNNING = running();

  @ParameterizedTest
  @ValueSource(longs = {300, 3600, 18_000})
  void isAboutAMinuteAtMostHoweverLongTheReportRuns(long seconds) {
    assertThat(longest(seconds)).isBetween(50L, 60L);
  }

  @Test
  void isWhatTheCostOfAReportIsReckonedWith() throws IOException {
    String page =
        Files.readString(TestTable.CHECKOUT.root().resolve("docs/cost.md")).replaceAll("\\s+", " ");

    assertThat(page)
        .contains("held for about a minute in all")
        .contains("It adds %d s x 0.5 GB".formatted((longest(18_000) + 9) / 10 * 10));
  }

  /** Whenever the client's requests fall, and however late the report is. */
  private static long longest(long seconds) {
    return LongStream.range(seconds, seconds + 60)
        .flatMap(
            expected ->
                LongStream.of(0, 10, 20, 60, 600).map(late -> held(expected, expected + late)))
        .max()
        .orElseThrow();
  }

  private static long held(long expected, long actual) {
    long held = 0;
    long now = 0;
    while (now < actual) {
      long left = WAIT;
      while (now < actual && left > 0 && isHeld(left, expected, now)) {
        left--;
        held++;
        now++;
      }
      now += Polling.retryAfterSeconds(RUNNING, progress(expected, now), START.plusSeconds(now));
    }
    return held;
  }

  private static boolean isHeld(long left, long expected, long now) {
    return Polling.endsWithin(
        Duration.ofSeconds(left), RUNNING, progress(expected, now), START.plusSeconds(now));
  }

  /** The task starts in half a minute, and then expects the end rightly. */
  private static Optional<Progress> progress(long expected, long now) {
    return now < 30
        ? Optional.empty()
        : Optional.of(
            new Progress(
                1,
                "reading",
                Math.min(now, expected),
                OptionalLong.of(expected),
                OptionalLong.of(1),
                START.plusSeconds(Math.min(now, expected)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  private static Report running() {
    ReportId id = new ReportId("01JDF3T7C4V5N6P7Q8R9S0T1V2");
    Retention retention = Retention.days(90);
    return Report.accepted(
            id, Submission.of(Requests.of(Requests.CLIENT, "monday")), START, retention)
        .after(
            new Execution(
                Attempt.first(id),
                ExecutionStatus.RUNNING,
                0,
                START,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            AttemptOutcome.RUNNING,
            retention,
            TaskLimit.NONE);
  }
}
