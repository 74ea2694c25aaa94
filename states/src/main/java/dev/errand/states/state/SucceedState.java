package dev.errand.states.state;

import dev.errand.states.dataflow.DataFlow;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends its branch with success. */
public record SucceedState(DataFlow flow) implements State {

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
  public Stream<DataFlow> flows() {
    return Stream.of(flow);
  }
}
