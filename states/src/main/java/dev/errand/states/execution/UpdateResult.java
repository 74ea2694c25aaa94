package dev.errand.states.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of an execution.
 *
 * @param snapshot how it stands now
 * @param events that its history has gained, as GetExecutionHistory answers them
 */
public record UpdateResult(ExecutionSnapshot snapshot, List<ObjectNode> events) {

  public UpdateResult {
    events = List.copyOf(events);
  }
}
