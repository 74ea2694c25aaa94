package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One state of a definition, with everything that its fields say. */
public sealed interface State
    permits ResultState, PassState, ChoiceState, WaitState, SucceedState, FailState {

  /** Its {@code Type}. */
  String type();

  /** Its first step, when it is entered or retried. */
  Step enter(StateContext context);

  /** The step after its wait. */
  default Step wake(StateContext context) {
    throw new IllegalStateException(type() + " does not wait");
  }

  /** The step after the service, the branches or the iterations have a result. */
  default Step succeed(StateContext context, JsonNode result) {
    throw new IllegalStateException(type() + " waits for no result");
  }

  default FailurePolicy failurePolicy() {
    return FailurePolicy.NONE;
  }

  /** Whether the state can be tried again; then its context object says how often it was. */
  default boolean isRetried() {
    return false;
  }

  /** The state after it; empty at an end, and for a Choice state, whose rules name the next. */
  default Optional<String> next() {
    return Optional.empty();
  }

  /** The states that it can lead to. */
  default Stream<String> targets() {
    return Stream.concat(next().stream(), failurePolicy().catchers().stream().map(Catcher::next));
  }

  /** Every data flow in it. */
  Stream<DataFlow> flows();

  /** The variables that its fields outside of the data flows read. */
  default Stream<String> ownVariables() {
    return Stream.empty();
  }

  /** The workflows inside it, by their locations below it. */
  default Map<String, Workflow> inner() {
    return Map.of();
  }
}
