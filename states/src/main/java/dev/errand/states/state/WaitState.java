package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Waits for a while or until an instant. */
public record WaitState(DataFlow flow, Optional<String> next, Until until) implements State {

  private static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

  /** For how long. */
  public sealed interface Until permits Seconds, Timestamp {

    Instant due(EvaluationScope scope, Instant now);

    Stream<String> variables();
  }

  @Override
  public String type() {
    return "Wait";
  }

  @Override
  public Step enter(StateContext context) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    Instant due = until.due(scope, context.now());
    if (due.isAfter(context.now().plus(LONGEST))) {
      throw StatesError.runtime("Wait state delay is too long.");
    }
    return new Step.Sleep(due);
  }

  @Override
  public Step wake(StateContext context) {
    JsonNode input = flow.input(context.scope());
    return new Step.Leave(next, flow.leave(context.scope(), input));
  }

  @Override
  public Stream<DataFlow> flows() {
    return Stream.of(flow);
  }

  @Override
  public Stream<String> ownVariables() {
    return until.variables();
  }
}
