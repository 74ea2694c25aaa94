package dev.errand.states.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The result of an update.
 *
 * @param snapshot the execution after the update
 * @param events that its history has gained, as GetExecutionHistory answers them
 */
public record UpdateResult(ExecutionSnapshot snapshot, List<ObjectNode> events) {

  public UpdateResult {
    events = List.copyOf(events);
  }
}
