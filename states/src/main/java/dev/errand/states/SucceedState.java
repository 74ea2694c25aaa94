package dev.errand.states;

import java.util.Optional;
import java.util.stream.Stream;

/** Ends its branch well. */
record SucceedState(DataFlow flow) implements State {

  @Override
  public String type() {
    return "Succeed";
  }

  @Override
  public Step enter(StateContext context) {
    return new Step.Leave(
        Optional.empty(), flow.leave(context.scope(), flow.input(context.scope())));
  }

  @Override
  public Stream<String> targets() {
    return Stream.empty();
  }

  @Override
  public Stream<DataFlow> flows() {
    return Stream.of(flow);
  }
}
