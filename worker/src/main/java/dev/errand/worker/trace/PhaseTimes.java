package dev.errand.worker.trace;

import dev.errand.worker.progress.TaskPhase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures how long a task is in each phase. Starts in {@link TaskPhase#STARTING}. */
public final class PhaseTimes {

  private final Clock clock;
  private final List<PhaseTime> phases = new ArrayList<>();
  private TaskPhase phase = TaskPhase.STARTING;
  private Instant since;

  /** Starts to measure. */
  public PhaseTimes(Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /** Ends the current phase and begins another one. */
  public synchronized void enter(TaskPhase next) {
    Instant now = clock.instant();
    if (phase != TaskPhase.DONE) {
      phases.add(new PhaseTime(phase.word(), since, now));
    }
    phase = next;
    since = now;
  }

  /** The phases so far, the current one until now. */
  public synchronized List<PhaseTime> soFar() {
    List<PhaseTime> all = new ArrayList<>(phases);
    if (phase != TaskPhase.DONE) {
      all.add(new PhaseTime(phase.word(), since, clock.instant()));
    }
    return List.copyOf(all);
  }
}
