package dev.errand.states.definition;

import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.JsonataFlow;
import dev.errand.states.state.FailState;
import dev.errand.states.state.MapState;
import dev.errand.states.state.State;
import dev.errand.states.state.Workflow;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which variables a definition assigns and which it reads. */
final class VariableReferences {

  private VariableReferences() {}

  /** By the states that read some. */
  static Map<String, Set<String>> of(Workflow workflow) {
    Map<String, Set<String>> references = new LinkedHashMap<>();
    workflow
        .states()
        .forEach(
            (name, state) -> {
              Set<String> read = read(state);
              if (!read.isEmpty()) {
                references.put(name, read);
              }
              state.inner().values().forEach(inner -> references.putAll(of(inner)));
            });
    return references;
  }

  private static Set<String> read(State state) {
    Set<String> read = new TreeSet<>();
    state.flows().flatMap(DataFlow::variables).forEach(read::add);
    state.ownVariables().forEach(read::add);
    read.remove("states");
    return read;
  }

  /**
   * Refuses that a workflow assigns a variable which the workflow around it assigns, and that a
   * path reads a variable that no state assigns.
   */
  static void check(Workflow workflow, List<Diagnostic> problems) {
    check(workflow, "", Set.of(), problems);
  }

  private static void check(
      Workflow workflow, String where, Set<String> outer, List<Diagnostic> problems) {
    Set<String> assigned = new HashSet<>(outer);
    workflow
        .states()
        .forEach(
            (name, state) ->
                assigned(state)
                    .forEach(
                        variable -> {
                          if (outer.contains(variable)) {
                            problems.add(
                                new Diagnostic(
                                    Diagnostic.SCHEMA,
                                    "The variable '%s' is assigned in an outer scope"
                                        .formatted(variable),
                                    where + "/States/" + name + "/Assign"));
                          }
                          assigned.add(variable);
                        }));
    workflow
        .states()
        .forEach(
            (name, state) ->
                read(state).stream()
                    .filter(variable -> isOfJsonPath(state) && !assigned.contains(variable))
                    .forEach(
                        variable ->
                            problems.add(
                                new Diagnostic(
                                    Diagnostic.SCHEMA,
                                    "The variable '%s' is read and never assigned"
                                        .formatted(variable),
                                    where + "/States/" + name))));
    workflow
        .states()
        .forEach(
            (name, state) ->
                state
                    .inner()
                    .forEach(
                        (below, inner) ->
                            check(
                                inner,
                                where + "/States/" + name + "/" + below,
                                state instanceof MapState map && map.distribution().isPresent()
                                    ? Set.of()
                                    : assigned,
                                problems)));
  }

  private static boolean isOfJsonPath(State state) {
    return state.flows().noneMatch(JsonataFlow.class::isInstance) && !(state instanceof FailState);
  }

  private static Set<String> assigned(State state) {
    return state
        .flows()
        .flatMap(flow -> flow.assign().keySet().stream())
        .collect(Collectors.toSet());
  }
}
