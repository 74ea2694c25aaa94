package dev.errand.states;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks where the states of a flow lead, and of the flows inside it. */
final class Reachability {

  private static final String MISSING_TARGET = "MISSING_TRANSITION_TARGET";

  private Reachability() {}

  static void check(Flow flow, List<Problem> problems) {
    check(flow, "", problems);
  }

  private static void check(Flow flow, String where, List<Problem> problems) {
    if (!flow.states().containsKey(flow.startAt())) {
      problems.add(missing(flow.startAt(), where + "/StartAt"));
    }
    flow.states()
        .forEach(
            (name, state) -> {
              String place = where + "/States/" + name;
              Targets.of(state)
                  .filter(target -> !flow.states().containsKey(target.state()))
                  .forEach(target -> problems.add(missing(target.state(), place + target.field())));
              state.inner().forEach((below, inner) -> check(inner, place + "/" + below, problems));
            });
    if (flow.states().values().stream().noneMatch(Targets::canEnd)) {
      problems.add(new Problem("MISSING_END_STATE", "Workflow has no terminal state", ""));
      return;
    }
    Set<String> reached = reached(flow);
    flow.states().keySet().stream()
        .filter(name -> !reached.contains(name))
        .forEach(
            name ->
                problems.add(
                    new Problem(
                        MISSING_TARGET,
                        "State \"%s\" is not reachable.".formatted(name),
                        where + "/States/" + name)));
  }

  private static Problem missing(String target, String location) {
    return new Problem(MISSING_TARGET, "Missing 'Next' target: " + target, location);
  }

  private static Set<String> reached(Flow flow) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(flow.startAt()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (flow.states().containsKey(name) && reached.add(name)) {
        Targets.of(flow.states().get(name)).map(Targets.Target::state).forEach(open::add);
      }
    }
    return reached;
  }
}
