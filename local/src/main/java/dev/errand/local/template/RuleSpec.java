package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A rule of the default event bus whose target is a function.
 *
 * @param pattern the event pattern
 * @param function the logical id of the target
 */
public record RuleSpec(String logicalId, JsonNode pattern, String function) {}
