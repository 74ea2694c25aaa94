package dev.errand.states;

import java.time.Instant;

/**
 * What a state sees when it is executed.
 *
 * @param scope its raw input, its context object and the variables
 */
record Visit(Position position, Scope scope, Instant now) {}
