package dev.errand.states;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which variables a definition assigns and which it reads. */
final class Variables {

  private Variables() {}

  /** Refuses to read a variable that no state assigns. */
  static void check(Map<String, State> states, List<Problem> problems) {
    Set<String> assigned =
        states.values().stream()
            .flatMap(Variables::assigns)
            .flatMap(assign -> assign.variables().keySet().stream())
            .collect(Collectors.toSet());
    states.forEach(
        (name, state) ->
            paths(state)
                .flatMap(path -> path.variable().stream())
                .filter(variable -> !assigned.contains(variable))
                .distinct()
                .forEach(
                    variable ->
                        problems.add(
                            new Problem(
                                "/States/" + name,
                                "reads $%s, which no state assigns".formatted(variable)))));
  }

  private static Stream<State.Assign> assigns(State state) {
    if (state instanceof State.Task task) {
      return Stream.concat(Stream.of(task.assign()), task.catchers().stream().map(Catcher::assign));
    }
    if (state instanceof State.Choice choice) {
      return Stream.concat(
          Stream.of(choice.assign()), choice.rules().stream().map(State.Choice.Rule::assign));
    }
    if (state instanceof State.Pass pass) {
      return Stream.of(pass.assign());
    }
    return state instanceof State.Wait wait ? Stream.of(wait.assign()) : Stream.empty();
  }

  private static Stream<Path> paths(State state) {
    Stream<Path> ofAssigns =
        assigns(state)
            .flatMap(assign -> assign.variables().values().stream())
            .flatMap(PayloadTemplate::paths);
    return Stream.concat(ofAssigns, ownPaths(state));
  }

  private static Stream<Path> ownPaths(State state) {
    if (state instanceof State.Task task) {
      return Stream.concat(
          cut(task.cut()),
          Stream.concat(
              Stream.of(task.parameters(), task.resultSelector())
                  .flatMap(Optional::stream)
                  .flatMap(PayloadTemplate::paths),
              task.timeout().stream().flatMap(timeout -> timeout.value().paths())));
    }
    if (state instanceof State.Choice choice) {
      return Stream.concat(
          cut(choice.cut()), choice.rules().stream().flatMap(rule -> rule.condition().paths()));
    }
    if (state instanceof State.Pass pass) {
      return Stream.concat(
          cut(pass.cut()), pass.parameters().stream().flatMap(PayloadTemplate::paths));
    }
    if (state instanceof State.Wait wait) {
      return Stream.concat(cut(wait.cut()), wait.until().expression().paths());
    }
    if (state instanceof State.Succeed succeed) {
      return cut(succeed.cut());
    }
    State.Fail fail = (State.Fail) state;
    return Stream.of(fail.error(), fail.cause())
        .flatMap(Optional::stream)
        .flatMap(Expression::paths);
  }

  private static Stream<Path> cut(State.Cut cut) {
    return Stream.of(cut.input(), cut.output()).flatMap(Optional::stream);
  }
}
