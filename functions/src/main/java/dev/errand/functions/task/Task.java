package dev.errand.functions.task;

import dev.errand.core.Attempt;
import java.time.Instant;

/**
 * A task that waits or runs.
 *
 * @param arn what ECS calls it
 * @param attempt whose execution started it
 * @param createdAt when that was
 */
public record Task(String arn, Attempt attempt, Instant createdAt) {}
