package dev.errand.local.template;

import java.time.Duration;
import java.util.Optional;

/**
 * How Lambda treats an event that a function fails on.
 *
 * @param maximumRetryAttempts 0 to 2; Lambda's default is 2
 * @param maximumEventAge Lambda's default is 6 hours
 * @param deadLetterQueue ARN of the queue that gets the event itself
 */
public record AsynchronousSpec(
    int maximumRetryAttempts, Duration maximumEventAge, Optional<String> deadLetterQueue) {}
