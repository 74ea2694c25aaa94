package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Timestamps;
import java.time.Instant;
import java.util.stream.Stream;

/** An instant: a literal, or found by a path or an expression. */
public record Timestamp(FieldValue value) implements WaitState.Until {

  @Override
  public Instant due(EvaluationScope scope, Instant now) {
    JsonNode timestamp = value.evaluate(scope, "string");
    return Timestamps.parse(timestamp)
        .orElseThrow(
            () ->
                value.refused(
                    timestamp,
                    "does not reference a valid ISO-8601 extended offset date-time format string",
                    "cannot be parsed as an ISO-8601 extended offset date-time format string"));
  }

  @Override
  public Stream<String> variables() {
    return value.variables();
  }
}
