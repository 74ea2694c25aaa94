package dev.errand.states.definition;

import dev.errand.states.state.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks where the states of a workflow lead, and of the workflows inside it. */
final class Reachability {

  private static final String MISSING_TARGET = "MISSING_TRANSITION_TARGET";

  private Reachability() {}

  static void check(Workflow workflow, List<Diagnostic> problems) {
    check(workflow, "", problems);
  }

  static void check(Workflow workflow, String where, List<Diagnostic> problems) {
    if (!workflow.states().containsKey(workflow.startAt())) {
      problems.add(missing(workflow.startAt(), where + "/StartAt"));
    }
    workflow
        .states()
        .forEach(
            (name, state) -> {
              String place = where + "/States/" + name;
              Transitions.of(state)
                  .filter(target -> !workflow.states().containsKey(target.state()))
                  .forEach(target -> problems.add(missing(target.state(), place + target.field())));
              state.inner().forEach((below, inner) -> check(inner, place + "/" + below, problems));
            });
    if (workflow.states().values().stream().noneMatch(Transitions::canEnd)) {
      problems.add(new Diagnostic("MISSING_END_STATE", "Workflow has no terminal state", ""));
      return;
    }
    Set<String> reached = reached(workflow);
    workflow.states().keySet().stream()
        .filter(name -> !reached.contains(name))
        .forEach(
            name ->
                problems.add(
                    new Diagnostic(
                        MISSING_TARGET,
                        "State \"%s\" is not reachable.".formatted(name),
                        where + "/States/" + name)));
  }

  private static Diagnostic missing(String target, String location) {
    return new Diagnostic(MISSING_TARGET, "Missing 'Next' target: " + target, location);
  }

  private static Set<String> reached(Workflow workflow) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(workflow.startAt()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (workflow.states().containsKey(name) && reached.add(name)) {
        Transitions.of(workflow.states().get(name))
            .map(Transitions.Transition::state)
            .forEach(open::add);
      }
    }
    return reached;
  }
}
