package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.JsonPathFlow;
import java.util.Optional;
import java.util.stream.Stream;

/** Passes data on, changed or not. */
public record PassState(DataFlow flow, Optional<String> next, Optional<JsonNode> result)
    implements State {

  @Override
  public String type() {
    return "Pass";
  }

  @Override
  public Step enter(StateContext context) {
    JsonNode input = flow.input(context.scope());
    return new Step.Leave(
        next,
        flow instanceof JsonPathFlow
            ? flow.leave(
                context.scope(),
                input,
                result.orElseGet(() -> flow.arguments(context.scope(), input)))
            : flow.leave(context.scope(), input));
  }

  @Override
  public Stream<DataFlow> flows() {
    return Stream.of(flow);
  }
}
