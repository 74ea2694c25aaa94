package dev.errand.states;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A state machine's definition, known to be runnable. */
public final class Definition {

  static final String ROOT = "";

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

  /** How long an execution may take. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** The variables that states read, by the states that read some. */
  public Map<String, java.util.Set<String>> variableReferences() {
    return VariableReferences.of(root);
  }

  Workflow root() {
    return root;
  }

  State state(String workflow, String name) {
    return workflows.get(workflow).states().get(name);
  }

  /** Where a workflow stands that is inside the state that a branch is in. */
  static String below(Branch branch, String inner) {
    return below(branch.workflow(), branch.current().state(), inner);
  }

  private static String below(String workflow, String state, String inner) {
    return workflow + "/States/" + state + "/" + inner;
  }
}
