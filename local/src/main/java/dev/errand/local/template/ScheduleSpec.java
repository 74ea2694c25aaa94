package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A schedule that invokes a function.
 *
 * @param arn of the rule or schedule
 * @param source what the event names as its source
 * @param rate how often
 * @param function the logical id of the target
 * @param input what it gets instead of the scheduled event
 */
public record ScheduleSpec(
    String logicalId,
    String arn,
    String source,
    Duration rate,
    String function,
    Optional<JsonNode> input) {}
