package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A number of whole seconds, written out or found by a path. */
record Seconds(Expression value) {

  static final long MAX = 99_999_999;

  Duration duration(Scope scope) {
    JsonNode seconds = value instanceof Path path ? path.read(scope) : value.evaluate(scope);
    if (!isWithinLimits(seconds)) {
      throw StatesError.runtime(
          "The path '%s' leads to '%s': it has to be a whole number of seconds from 0 to %d"
              .formatted(value, Json.write(seconds), MAX));
    }
    return Duration.ofSeconds(seconds.longValue());
  }

  static boolean isWithinLimits(JsonNode seconds) {
    return seconds.isIntegralNumber()
        && seconds.canConvertToLong()
        && seconds.longValue() >= 0
        && seconds.longValue() <= MAX;
  }
}
