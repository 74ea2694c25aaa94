package dev.errand.worker.trace;

import dev.errand.worker.progress.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures how long a task is in each stage. Starts in {@link Stage#STARTING}. */
public final class Timeline {

  private final Clock clock;
  private final List<Phase> phases = new ArrayList<>();
  private Stage stage = Stage.STARTING;
  private Instant since;

  /** Starts to measure. */
  public Timeline(Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /** Ends the current stage and begins another one. */
  public synchronized void enter(Stage next) {
    Instant now = clock.instant();
    if (stage != Stage.DONE) {
      phases.add(new Phase(stage.word(), since, now));
    }
    stage = next;
    since = now;
  }

  /** The stages so far, the current one until now. */
  public synchronized List<Phase> phases() {
    List<Phase> all = new ArrayList<>(phases);
    if (stage != Stage.DONE) {
      all.add(new Phase(stage.word(), since, clock.instant()));
    }
    return List.copyOf(all);
  }
}
