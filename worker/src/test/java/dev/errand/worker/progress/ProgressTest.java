package dev.errand.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-28T00:00:00Z"));
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void tellsWhatWasReadOfTheReportAndNotWhatAnEarlierTaskHadRead() {
    try (Progress progress = progress()) {
      progress.reading(1000);
      progress.records(1500);
      pass(Duration.ofSeconds(20));
      progress.finishing();
      progress.done();
    }

    assertThat(told).containsExactly("READING", "500 in PT20S", "FINISHING", "DONE");
  }

  @Test
  void tellsOnceAMinuteAndAddsUpToAllThatWasRead() {
    try (Progress progress = progress()) {
      progress.reading(0);
      progress.records(7);
      progress.confirm();
      assertThat(told).containsExactly("READING");
      pass(Duration.ofSeconds(61));
      progress.confirm();
      await().until(() -> told.contains("7 in PT1M1S"));
      progress.records(10);
      pass(Duration.ofSeconds(5));
      progress.failed(new WorkerFailure(FailureCode.INTERRUPTED, "stopped"));
    }

    assertThat(told).containsExactly("READING", "7 in PT1M1S", "3 in PT5S");
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private Progress progress() {
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void entered(TaskPhase phase) {
            told.add(phase.name());
          }

          @Override
          public void read(long records, Duration time) {
            told.add(records + " in " + time);
          }
        };
    return new Progress(() -> snapshot -> {}, listener, reason -> {}, new SetClock());
  }

  private final class SetClock extends Clock {

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
