package dev.errand.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.execution.UpdateResult;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An execution as a process stores it: its snapshot as JSON, and its history. */
final class StoredExecution {

  private final List<ObjectNode> events = new ArrayList<>();
  private String stored;

  void store(ExecutionUpdate update) {
    UpdateResult result = update.result();
    events.addAll(result.events());
    try {
      stored = Json.MAPPER.writeValueAsString(result.snapshot());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  ExecutionSnapshot read() {
    try {
      return Json.MAPPER.readValue(stored, ExecutionSnapshot.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(stored, e);
    }
  }

  boolean isEmpty() {
    return stored == null;
  }

  List<String> types() {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  List<Integer> ids() {
    return events.stream().map(event -> event.path("id").intValue()).toList();
  }

  /** From 1, without a gap. */
  List<Integer> expectedIds() {
    return IntStream.rangeClosed(1, events.size()).boxed().toList();
  }

  @Override
  public String toString() {
    return stored;
  }
}
