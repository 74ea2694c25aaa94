package dev.errand.local.workercheck;

import java.util.ArrayList;
import java.util.List;

/** All scenarios of a check. */
final class Scenarios {

  private final Services services;
  private final CheckSettings settings;
  private final List<Scenario> scenarios = new ArrayList<>();

  Scenarios(Services services, CheckSettings settings) {
    this.services = services;
    this.settings = settings;
  }

  /**
   * Begins a scenario.
   *
   * @param name that of its bucket and its table, unlike that of any other scenario
   */
  Scenario begin(String name) {
    Scenario scenario = new Scenario(services, settings, name);
    scenarios.add(scenario);
    return scenario;
  }

  CheckSettings settings() {
    return settings;
  }

  /** The logs of all tasks. */
  List<TaskLog> logs() {
    return scenarios.stream().flatMap(scenario -> scenario.logs().stream()).toList();
  }
}
