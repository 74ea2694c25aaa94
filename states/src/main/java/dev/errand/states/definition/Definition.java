package dev.errand.states.definition;

import dev.errand.states.state.State;
import dev.errand.states.state.Workflow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state machine's definition, known to be runnable. */
public final class Definition {

  /** The location of the state machine itself. */
  public static final String ROOT = "";

  private final Workflow root;
  private final Optional<Duration> timeout;
  private final Map<String, Workflow> workflows = new HashMap<>();

  Definition(Workflow root, Optional<Duration> timeout) {
    this.root = root;
    this.timeout = timeout;
    add(ROOT, root);
  }

  private void add(String where, Workflow workflow) {
    workflows.put(where, workflow);
    workflow
        .states()
        .forEach(
            (name, state) ->
                state.inner().forEach((below, inner) -> add(below(where, name, below), inner)));
  }

  /**
   * Reads a definition.
   *
   * @param text in the Amazon States Language, JSON
   * @param resources what a Task state may name as its {@code Resource}
   * @throws InvalidDefinition with everything in it that cannot be run
   */
  public static Definition read(String text, ResourceValidator resources) {
    return new DefinitionReader(resources).read(text);
  }

  /**
   * Reads the definition of a single state. The states that it leads to are not looked for.
   *
   * @param text in the Amazon States Language, JSON
   * @param resources what a Task state may name as its {@code Resource}
   * @throws InvalidDefinition with everything in it that cannot be run
   */
  public static State readState(String text, ResourceValidator resources) {
    return new DefinitionReader(resources).readState(text);
  }

  /** How long an execution may take. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** The variables that states read, by the states that read some. */
  public Map<String, Set<String>> variableReferences() {
    return VariableReferences.of(root);
  }

  /** The states of the state machine itself. */
  public Workflow root() {
    return root;
  }

  /** The states at a location. */
  public Workflow workflow(String location) {
    return workflows.get(location);
  }

  /** A state, by the location of its workflow and its name. */
  public State state(String workflow, String name) {
    return workflows.get(workflow).states().get(name);
  }

  /**
   * The location of a workflow inside a state.
   *
   * @param workflow the location of the state's own workflow
   * @param inner the location below the state, such as {@code Branches[0]}
   */
  public static String below(String workflow, String state, String inner) {
    return workflow + "/States/" + state + "/" + inner;
  }
}
