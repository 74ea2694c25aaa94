package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.NumericValues;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A number of whole seconds. */
public record Seconds(FieldValue value) implements WaitState.Until {

  public static final long MAX = 99_999_999;

  Duration duration(EvaluationScope scope) {
    JsonNode found = value.evaluate(scope, "number");
    long seconds =
        NumericValues.whole(found)
            .orElseThrow(
                () ->
                    value.refused(
                        found,
                        "cannot be parsed as a long value",
                        "cannot be parsed as a long value"));
    if (seconds < 0) {
      throw value.refused(found, "references a negative value", "must not be negative");
    }
    if (seconds > MAX) {
      throw value.refused(found, "references a value that is too large", "must be at most " + MAX);
    }
    return Duration.ofSeconds(seconds);
  }

  @Override
  public Instant due(EvaluationScope scope, Instant now) {
    return now.plus(duration(scope));
  }

  @Override
  public Stream<String> variables() {
    return value.variables();
  }

  public static Optional<Seconds> of(Optional<FieldValue> value) {
    return value.map(Seconds::new);
  }
}
