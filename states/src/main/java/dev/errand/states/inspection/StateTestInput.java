package dev.errand.states.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.state.StateContext;
import dev.errand.states.value.EvaluationScope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a state is tested with.
 *
 * @param variables by name, without the dollar
 * @param context the context object
 * @param retries how often the retrier that applies was used before
 * @param failedIterations of a Map state
 * @param now when the state is entered
 * @param random draws the jitter of a retry
 */
public record StateTestInput(
    JsonNode input,
    Map<String, JsonNode> variables,
    ObjectNode context,
    int retries,
    int failedIterations,
    Instant now,
    RandomGenerator random) {

  public StateTestInput {
    variables = Map.copyOf(variables);
  }

  StateContext contextOf(TestedState tested) {
    boolean isGiven = context.has("Map") || !tested.inMap();
    JsonNode own = isGiven ? context : EvaluationScope.contextWithItem(context, 0, input);
    return new StateContext(
        tested.name(),
        new EvaluationScope(input, Optional.empty(), Optional.empty(), () -> own, variables),
        now);
  }
}
