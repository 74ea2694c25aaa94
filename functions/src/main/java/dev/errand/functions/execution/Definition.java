package dev.errand.functions.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.functions.execution.StateGraph.Kind;
import dev.errand.functions.execution.StateGraph.State;
import dev.errand.functions.execution.StateGraph.Way;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the graph out of a definition in the Amazon States Language. */
final class Definition {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Definition() {}

  /** The top-level states; those inside of a Parallel or Map state are part of it. */
  static StateGraph graph(String definition) {
    try {
      JsonNode machine = JSON.readTree(definition);
      List<State> states =
          machine
              .path("States")
              .propertyStream()
              .map(state -> state(state.getKey(), state.getValue()))
              .toList();
      return new StateGraph(machine.path("StartAt").asText(), states);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Step Functions stores no definition that is no JSON", e);
    }
  }

  private static State state(String name, JsonNode state) {
    Set<Way> ways = new LinkedHashSet<>();
    add(ways, state.path("Next"), Kind.NEXT);
    state.path("Choices").forEach(choice -> add(ways, choice.path("Next"), Kind.CHOICE));
    add(ways, state.path("Default"), Kind.DEFAULT);
    state.path("Catch").forEach(catcher -> add(ways, catcher.path("Next"), Kind.CATCH));
    return new State(
        name, state.path("Type").asText(), state.path("Comment").asText(""), List.copyOf(ways));
  }

  private static void add(Set<Way> ways, JsonNode next, Kind kind) {
    if (next.isTextual()) {
      ways.add(new Way(next.textValue(), kind));
    }
  }
}
