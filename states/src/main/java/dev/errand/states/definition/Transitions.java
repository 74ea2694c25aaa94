package dev.errand.states.definition;

import dev.errand.states.state.ChoiceState;
import dev.errand.states.state.State;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The transitions of states, with the fields that name them. */
final class Transitions {

  private Transitions() {}

  /** A state that another leads to. */
  record Transition(String state, String field) {}

  static Stream<Transition> of(State state) {
    if (state instanceof ChoiceState choice) {
      return Stream.concat(
          IntStream.range(0, choice.rules().size())
              .mapToObj(
                  i -> new Transition(choice.rules().get(i).next(), "/Choices[" + i + "]/Next")),
          choice.otherwise().stream().map(name -> new Transition(name, "/Default")));
    }
    return Stream.concat(
        state.next().stream().map(name -> new Transition(name, "/Next")),
        IntStream.range(0, state.failurePolicy().catchers().size())
            .mapToObj(
                i ->
                    new Transition(
                        state.failurePolicy().catchers().get(i).next(), "/Catch[" + i + "]/Next")));
  }

  /** Whether the workflow can end in the state. */
  static boolean canEnd(State state) {
    return !(state instanceof ChoiceState) && state.next().isEmpty();
  }
}
