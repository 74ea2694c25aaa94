package dev.errand.states.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** States that lead from one to another: a state machine, a branch or an item processor. */
public record Workflow(String startAt, Map<String, State> states) {

  public Workflow {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }
}
