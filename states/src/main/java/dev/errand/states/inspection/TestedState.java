package dev.errand.states.inspection;

import dev.errand.states.definition.Definition;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.definition.ResourceValidator;
import dev.errand.states.state.MapState;
import dev.errand.states.state.State;
import dev.errand.states.state.Workflow;
import java.util.Map;
import java.util.Optional;

/**
 * A state that is to be run on its own.
 *
 * @param inMap whether a Map state is around it, so that its context object has an item
 */
public record TestedState(String name, State state, boolean inMap) {

  /**
   * A state by its own definition.
   *
   * @param name what it is called in its context object
   * @throws InvalidDefinition with everything in it that cannot be run
   */
  public static TestedState alone(String name, String definition, ResourceValidator resources) {
    return new TestedState(name, Definition.readState(definition, resources), false);
  }

  /**
   * A state of a state machine, at any depth; nothing if there is none of that name.
   *
   * @throws InvalidDefinition with everything in the state machine that cannot be run
   */
  public static Optional<TestedState> within(
      String definition, String name, ResourceValidator resources) {
    return find(Definition.read(definition, resources).root(), name, false);
  }

  private static Optional<TestedState> find(Workflow workflow, String name, boolean inMap) {
    State own = workflow.states().get(name);
    if (own != null) {
      return Optional.of(new TestedState(name, own, inMap));
    }
    return workflow.states().values().stream()
        .flatMap(
            state ->
                state.inner().values().stream()
                    .flatMap(
                        inner -> find(inner, name, inMap || state instanceof MapState).stream()))
        .findFirst();
  }

  /** Whether a state inside it has that name. */
  public boolean contains(String inner) {
    Map<String, Workflow> workflows = state.inner();
    return workflows.values().stream().anyMatch(flow -> find(flow, inner, false).isPresent());
  }
}
