package dev.errand.local.workercheck;

import java.util.ArrayList;
import java.util.List;

/** All trials of a check. */
final class Trials {

  private final Services services;
  private final CheckSettings settings;
  private final List<Trial> trials = new ArrayList<>();

  Trials(Services services, CheckSettings settings) {
    this.services = services;
    this.settings = settings;
  }

  /**
   * Begins a trial.
   *
   * @param name that of its bucket and its table, unlike that of any other trial
   */
  Trial begin(String name) {
    Trial trial = new Trial(services, settings, name);
    trials.add(trial);
    return trial;
  }

  CheckSettings settings() {
    return settings;
  }

  /** The logs of all tasks. */
  List<TaskLog> logs() {
    return trials.stream().flatMap(trial -> trial.logs().stream()).toList();
  }
}
