package dev.errand.states.state;

import dev.errand.states.value.EvaluationScope;
import java.time.Instant;

/**
 * What a state can read when it is executed.
 *
 * @param name of the state
 * @param scope its raw input, its context object and the variables
 */
public record StateContext(String name, EvaluationScope scope, Instant now) {}
