package dev.errand.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of an execution.
 *
 * @param run how it stands now
 * @param events that its history has gained, as GetExecutionHistory answers them
 */
public record Change(Run run, List<ObjectNode> events) {

  public Change {
    events = List.copyOf(events);
  }
}
