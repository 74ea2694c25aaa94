package dev.errand.local.stepfunctions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Time that passes when the test says so. */
public final class ManualTimer implements Timer {

  private record Alarm(Instant due, Runnable task) {}

  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private Instant now;

  /** Begins at that time. */
  public ManualTimer(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void run(Runnable task) {
    ready.add(task);
  }

  @Override
  public Runnable at(Instant due, Runnable task) {
    Alarm alarm = new Alarm(due, task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  /** Runs all that is to be run by now. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /** Lets time pass, and runs what is due meanwhile. */
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    runReady();
    Optional<Alarm> next = next(end);
    while (next.isPresent()) {
      alarms.remove(next.get());
      now = next.get().due().isAfter(now) ? next.get().due() : now;
      ready.add(next.get().task());
      runReady();
      next = next(end);
    }
    now = end;
  }

  private Optional<Alarm> next(Instant end) {
    return alarms.stream()
        .filter(alarm -> !alarm.due().isAfter(end))
        .min(Comparator.comparing(Alarm::due));
  }

  private void runReady() {
    while (!ready.isEmpty()) {
      ready.remove().run();
    }
  }

  /** How many alarms are set. */
  int alarms() {
    return alarms.size();
  }

  /** As a process that is killed: whatever was to come does not come. */
  @Override
  public void close() {
    ready.clear();
    alarms.clear();
  }
}
