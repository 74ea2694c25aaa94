package dev.errand.functions.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.core.Attempt;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The event {@code Step Functions Execution Status Change}, as EventBridge delivers it.
 *
 * <p>Only {@code detail.name}, {@code status} and {@code startDate} must be there. Null values come
 * as null or not at all, numbers as numbers or as texts, and unknown fields are left alone. Source:
 * Step Functions Developer Guide, "Automating Step Functions event delivery with EventBridge", and
 * events that were recorded.
 */
final class StatusChangeEvent {

  private final JsonNode detail;

  StatusChangeEvent(JsonNode event) {
    this.detail = event.path("detail");
  }

  /** The machine whose execution it is about. */
  String stateMachineArn() {
    return detail.path("stateMachineArn").asText();
  }

  /**
   * The execution; empty if its status is none that an execution of this state machine can have.
   *
   * @throws IllegalArgumentException if it is no such event
   */
  Optional<Execution> execution() {
    String status = required("status");
    String name = required("name");
    Instant startedAt =
        time("startDate").orElseThrow(() -> new IllegalArgumentException("no detail.startDate"));
    return Arrays.stream(ExecutionStatus.values())
        .filter(known -> known.name().equals(status))
        .findFirst()
        .map(
            known ->
                new Execution(
                    Attempt.fromExecutionName(name),
                    known,
                    detail.path("redriveCount").asInt(0),
                    startedAt,
                    time("redriveDate"),
                    time("stopDate"),
                    text("input"),
                    text("error"),
                    text("cause")));
  }

  private String required(String field) {
    return text(field).orElseThrow(() -> new IllegalArgumentException("no detail." + field));
  }

  private Optional<String> text(String field) {
    return Optional.of(detail.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** Milliseconds since 1970, as a number or as its text. */
  private Optional<Instant> time(String field) {
    long milliseconds = detail.path(field).asLong(0);
    return milliseconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
  }
}
