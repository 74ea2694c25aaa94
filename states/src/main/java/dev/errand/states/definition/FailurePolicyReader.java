package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.state.Catcher;
import dev.errand.states.state.FailurePolicy;
import dev.errand.states.state.Retrier;
import dev.errand.states.state.Seconds;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code Retry} and {@code Catch}. */
final class FailurePolicyReader {

  private static final long MAX_DELAY_LIMIT = 31_622_399;

  private static final Set<String> RESERVED =
      Set.of(
          StatesError.ALL,
          StatesError.DATA_LIMIT,
          StatesError.HEARTBEAT_TIMEOUT,
          StatesError.INTRINSIC,
          StatesError.QUERY,
          StatesError.RUNTIME,
          StatesError.TASK_FAILED,
          StatesError.TIMEOUT,
          "States.BranchFailed",
          "States.ExceedToleratedFailureThreshold",
          "States.Http.Socket",
          "States.ItemReaderFailed",
          "States.NoChoiceMatched",
          "States.ParameterPathFailure",
          "States.Permissions",
          "States.ResultPathMatchFailure",
          "States.ResultWriterFailed");

  private FailurePolicyReader() {}

  static FailurePolicy read(Fields state) {
    return new FailurePolicy(retriers(state), catchers(state));
  }

  private static List<Retrier> retriers(Fields state) {
    List<Fields> all = state.list("Retry");
    List<Retrier> retriers = new ArrayList<>();
    for (Fields fields : all) {
      retriers.add(retrier(fields, retriers.size() == all.size() - 1));
    }
    return retriers;
  }

  private static Retrier retrier(Fields fields, boolean last) {
    Duration interval = seconds(fields, "IntervalSeconds").orElse(Duration.ofSeconds(1));
    Optional<Duration> maxDelay = seconds(fields, "MaxDelaySeconds");
    if (maxDelay.isPresent() && maxDelay.get().compareTo(interval) <= 0) {
      fields.problem("MaxDelaySeconds", "MaxDelaySeconds must be greater than IntervalSeconds");
    }
    Retrier retrier =
        new Retrier(
            errorEquals(fields, last),
            interval,
            fields
                .number("BackoffRate", "Number", "1.0", "1.0E308")
                .map(JsonNode::doubleValue)
                .orElse(2.0),
            fields.integer("MaxAttempts", 0, Seconds.MAX).map(JsonNode::intValue).orElse(3),
            maxDelay,
            jitter(fields));
    fields.refuseRest();
    return retrier;
  }

  private static Optional<Duration> seconds(Fields fields, String field) {
    return fields
        .integer(field, 1, field.startsWith("Max") ? MAX_DELAY_LIMIT : Seconds.MAX)
        .map(number -> Duration.ofSeconds(number.longValue()));
  }

  private static boolean jitter(Fields fields) {
    String strategy = fields.text("JitterStrategy").orElse("NONE");
    if (!Set.of("FULL", "NONE").contains(strategy)) {
      fields.problem("JitterStrategy", "Value must be one of: [FULL, NONE]");
    }
    return strategy.equals("FULL");
  }

  private static List<Catcher> catchers(Fields state) {
    List<Fields> all = state.list("Catch");
    List<Catcher> catchers = new ArrayList<>();
    for (Fields fields : all) {
      fields.require("ErrorEquals", "Next");
      List<String> errorEquals = errorEquals(fields, catchers.size() == all.size() - 1);
      catchers.add(
          new Catcher(errorEquals, fields.requiredText("Next"), DataFlowReader.ofCatcher(fields)));
      fields.refuseRest();
    }
    return catchers;
  }

  private static List<String> errorEquals(Fields fields, boolean last) {
    JsonNode value = fields.any("ErrorEquals");
    List<String> names = new ArrayList<>();
    value.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    if (!value.isArray() || names.isEmpty() || names.contains("")) {
      fields.problem("ErrorEquals", "Expected a non-empty array of error names");
      return List.of();
    }
    names.stream()
        .filter(name -> name.startsWith("States.") && !RESERVED.contains(name))
        .forEach(
            name ->
                fields.problem(
                    "ErrorEquals",
                    "There is no error name '%s' in Step Functions".formatted(name)));
    if (names.contains(StatesError.ALL) && (names.size() > 1 || !last)) {
      fields.problem(
          "ErrorEquals",
          names.size() > 1
              ? "The 'States.ALL' error name must appear alone"
              : "The 'States.ALL' error name must appear in the last retrier or catcher");
    }
    return List.copyOf(names);
  }
}
