package dev.errand.states;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where states lead, and in which field it says so. */
final class Targets {

  private Targets() {}

  /** A state that another leads to. */
  record Target(String state, String field) {}

  static Stream<Target> of(State state) {
    if (state instanceof ChoiceState choice) {
      return Stream.concat(
          IntStream.range(0, choice.rules().size())
              .mapToObj(i -> new Target(choice.rules().get(i).next(), "/Choices[" + i + "]/Next")),
          choice.otherwise().stream().map(name -> new Target(name, "/Default")));
    }
    int own = (int) state.targets().count() - state.failurePolicy().catchers().size();
    return Stream.concat(
        state.targets().limit(own).map(name -> new Target(name, "/Next")),
        IntStream.range(0, state.failurePolicy().catchers().size())
            .mapToObj(
                i ->
                    new Target(
                        state.failurePolicy().catchers().get(i).next(), "/Catch[" + i + "]/Next")));
  }

  /** Whether the flow can end in the state. */
  static boolean canEnd(State state) {
    return !(state instanceof ChoiceState)
        && of(state).noneMatch(target -> target.field().equals("/Next"));
  }
}
