package dev.errand.states;

import java.time.Instant;

/**
 * What a state sees when it is executed.
 *
 * @param scope its raw input, its context object and the variables
 */
record StateContext(StateExecution current, EvaluationScope scope, Instant now) {}
