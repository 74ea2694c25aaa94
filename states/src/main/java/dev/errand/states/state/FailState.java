package dev.errand.states.state;

import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.value.StatesError;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends its branch with an error. */
public record FailState(Optional<FailText> error, Optional<FailText> cause) implements State {

  @Override
  public String type() {
    return "Fail";
  }

  @Override
  public Step enter(StateContext context) {
    return new Step.Fail(new StatesError(text(error, context), text(cause, context)));
  }

  private static Optional<String> text(Optional<FailText> text, StateContext context) {
    return text.map(found -> found.of(context.scope()));
  }

  @Override
  public Stream<DataFlow> flows() {
    return Stream.empty();
  }

  @Override
  public Stream<String> ownVariables() {
    return Stream.concat(error.stream(), cause.stream()).flatMap(FailText::variables);
  }
}
