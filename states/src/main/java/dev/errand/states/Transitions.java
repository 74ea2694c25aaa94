package dev.errand.states;

import java.util.List;
import java.util.stream.Stream;

/** Where a state can lead. */
final class Transitions {

  private Transitions() {}

  static List<String> of(State state) {
    if (state instanceof State.Task task) {
      return Stream.concat(
              task.onward().next().stream(), task.catchers().stream().map(Catcher::next))
          .toList();
    }
    if (state instanceof State.Choice choice) {
      return Stream.concat(
              choice.rules().stream().map(State.Choice.Rule::next), choice.otherwise().stream())
          .toList();
    }
    if (state instanceof State.Pass pass) {
      return pass.onward().next().stream().toList();
    }
    if (state instanceof State.Wait wait) {
      return wait.onward().next().stream().toList();
    }
    return List.of();
  }
}
