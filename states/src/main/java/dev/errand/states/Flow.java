package dev.errand.states;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** States that lead from one to another: a state machine, a branch or an item processor. */
record Flow(String startAt, Map<String, State> states) {

  Flow {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }
}
