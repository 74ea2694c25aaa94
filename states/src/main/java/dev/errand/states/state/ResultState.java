package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import java.util.stream.Stream;

/** A state that waits for a result and can fail: {@code Retry} and {@code Catch} apply to it. */
public sealed interface ResultState extends State permits TaskState, ParallelState, MapState {

  /** How its input and its result pass through it. */
  DataFlow flow();

  @Override
  default Step succeed(StateContext context, JsonNode result) {
    return new Step.Leave(
        next(), flow().leave(context.scope(), flow().input(context.scope()), result));
  }

  @Override
  default boolean isRetried() {
    return true;
  }

  @Override
  default Stream<DataFlow> flows() {
    return Stream.concat(Stream.of(flow()), failurePolicy().catchers().stream().map(Catcher::flow));
  }
}
