package dev.errand.local.stage;

import dev.errand.local.container.ContainerEngine;
import dev.errand.local.container.EngineSearch;
import java.util.Map;
import java.util.Optional;

/**
 * Whether own workers run as containers or as processes.
 *
 * @param engine runs the containers; empty for processes
 * @param reason why they run as processes; {@code ""} for containers
 */
record OwnWorkerDecision(Optional<ContainerEngine> engine, String reason) {

  /**
   * Decides by the mode, and by the engines that are found on the {@code PATH} unless the mode asks
   * for processes.
   *
   * @throws IllegalStateException if the mode asks for containers, and no engine answers
   */
  static OwnWorkerDecision of(OwnWorkerMode mode, Map<String, String> variables) {
    if (mode == OwnWorkerMode.PROCESS) {
      return new OwnWorkerDecision(Optional.empty(), "by --workers process");
    }
    EngineSearch.Found found = EngineSearch.in(variables);
    if (found.engine().isEmpty() && mode == OwnWorkerMode.CONTAINER) {
      throw new IllegalStateException(
          ("there is no container engine: %s. Start one, or run the tasks as processes: errand up"
                  + " --workers process")
              .formatted(found.reason()));
    }
    return new OwnWorkerDecision(found.engine(), found.reason());
  }
}
