package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.state.State;
import dev.errand.states.state.Workflow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads states that lead from one to another.
 *
 * @param resources what a Task state may name
 * @param language of the whole definition
 * @param names of all states so far: no two of a definition may have the same
 */
record WorkflowReader(ResourceValidator resources, QueryLanguage language, Set<String> names) {

  private static final int MAX_NAME = 80;

  WorkflowReader(ResourceValidator resources, QueryLanguage language) {
    this(resources, language, new LinkedHashSet<>());
  }

  /** The workflow of a branch or an item processor. */
  Optional<Workflow> read(Fields fields) {
    fields.require("StartAt", "States");
    Optional<Workflow> workflow = workflow(fields);
    fields.any("ProcessorConfig");
    fields.refuseRest();
    return workflow;
  }

  Optional<Workflow> workflow(Fields fields) {
    Optional<String> startAt = fields.text("StartAt");
    Map<String, State> states = states(fields);
    if (startAt.isEmpty() || states.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Workflow(startAt.get(), states));
  }

  private Map<String, State> states(Fields fields) {
    Map<String, State> states = new LinkedHashMap<>();
    JsonNode all = fields.any("States");
    if (fields.has("States") && !all.isObject()) {
      fields.problem("States", "Expected value of type Object");
      return states;
    }
    all.properties()
        .forEach(
            entry -> {
              String where = "States/" + entry.getKey();
              checkName(fields, entry.getKey());
              fields
                  .child(where, entry.getValue())
                  .flatMap(this::state)
                  .ifPresent(state -> states.put(entry.getKey(), state));
            });
    return states;
  }

  /** Empty if its type is unknown, which is then among the problems. */
  Optional<State> state(Fields fields) {
    return new StateReader(ofOwnLanguage(fields), this).read();
  }

  private void checkName(Fields fields, String name) {
    if (name.length() > MAX_NAME) {
      fields.problem(
          "States/" + name, "A state name can have at most %d characters".formatted(MAX_NAME));
    }
    if (!names.add(name)) {
      fields.problem("DUPLICATE_STATE_NAME", "States/" + name, "Duplicate State name: " + name);
    }
  }

  private Fields ofOwnLanguage(Fields state) {
    Optional<String> own = state.text("QueryLanguage");
    if (own.isEmpty()) {
      return state.ofState(language);
    }
    boolean path = own.get().equals(QueryLanguage.JSONPATH.word());
    if (path && language == QueryLanguage.JSONATA) {
      state.problem(
          "", "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    }
    if (!path && !own.get().equals(QueryLanguage.JSONATA.word())) {
      state.problem("QueryLanguage", "Value must be one of: [JSONPath, JSONata]");
    }
    return state.ofState(path ? QueryLanguage.JSONPATH : QueryLanguage.JSONATA);
  }
}
