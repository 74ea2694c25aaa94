package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A rule of the default event bus whose target is a function.
 *
 * @param pattern the event pattern
 * @param function the logical id of the target
 * @param deadLetterQueue ARN of the queue for events that cannot be delivered
 */
public record RuleSpec(
    String logicalId,
    JsonNode pattern,
    String function,
    RetryPolicy retryPolicy,
    Optional<String> deadLetterQueue) {}
