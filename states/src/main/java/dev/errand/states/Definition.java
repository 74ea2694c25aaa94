package dev.errand.states;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A state machine's definition, known to be runnable. */
public final class Definition {

  static final String ROOT = "";

  private final Flow root;
  private final Optional<Duration> timeout;
  private final Map<String, Flow> flows = new HashMap<>();

  Definition(Flow root, Optional<Duration> timeout) {
    this.root = root;
    this.timeout = timeout;
    add(ROOT, root);
  }

  private void add(String where, Flow flow) {
    flows.put(where, flow);
    flow.states()
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
  public static Definition read(String text, Resources resources) {
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

  Flow root() {
    return root;
  }

  State state(String flow, String name) {
    return flows.get(flow).states().get(name);
  }

  /** Where a flow stands that is inside the state that a strand is in. */
  static String below(Strand strand, String inner) {
    return below(strand.flow(), strand.position().state(), inner);
  }

  private static String below(String flow, String state, String inner) {
    return flow + "/States/" + state + "/" + inner;
  }
}
