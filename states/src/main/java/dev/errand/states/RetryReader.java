package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code Retry} and {@code Catch}. */
final class RetryReader {

  private static final String ALL = "States.ALL";

  private static final Set<String> RESERVED =
      Set.of(
          ALL,
          "States.BranchFailed",
          "States.DataLimitExceeded",
          "States.ExceedToleratedFailureThreshold",
          "States.HeartbeatTimeout",
          "States.Http.Socket",
          "States.IntrinsicFailure",
          "States.ItemReaderFailed",
          "States.NoChoiceMatched",
          "States.ParameterPathFailure",
          "States.Permissions",
          "States.QueryEvaluationError",
          "States.ResultPathMatchFailure",
          "States.ResultWriterFailed",
          "States.Runtime",
          "States.TaskFailed",
          "States.Timeout");

  private static final long MAX_DELAY_LIMIT = 31_622_399;

  private RetryReader() {}

  static List<Retrier> retriers(Fields state) {
    List<Fields> all = state.list("Retry");
    List<Retrier> retriers = new ArrayList<>();
    for (Fields fields : all) {
      retriers.add(retrier(fields, retriers.size() == all.size() - 1));
    }
    return retriers;
  }

  private static Retrier retrier(Fields fields, boolean last) {
    Duration interval = seconds(fields, "IntervalSeconds", 1).orElse(Duration.ofSeconds(1));
    Optional<Duration> maxDelay =
        fields
            .integer("MaxDelaySeconds", 1, MAX_DELAY_LIMIT)
            .map(number -> Duration.ofSeconds(number.longValue()));
    if (maxDelay.isPresent() && maxDelay.get().compareTo(interval) <= 0) {
      fields.problem("MaxDelaySeconds", "has to be greater than IntervalSeconds");
    }
    Retrier retrier =
        new Retrier(
            errorEquals(fields, last),
            interval,
            backoffRate(fields),
            fields.integer("MaxAttempts", 0, Seconds.MAX).map(JsonNode::intValue).orElse(3),
            maxDelay,
            jitter(fields));
    fields.refuseRest();
    return retrier;
  }

  private static Optional<Duration> seconds(Fields fields, String field, long least) {
    return fields
        .integer(field, least, Seconds.MAX)
        .map(number -> Duration.ofSeconds(number.longValue()));
  }

  private static double backoffRate(Fields fields) {
    JsonNode rate = fields.any("BackoffRate");
    if (rate.isMissingNode()) {
      return 2.0;
    }
    if (!rate.isNumber() || rate.doubleValue() < 1.0) {
      fields.problem("BackoffRate", "has to be a number from 1.0");
    }
    return rate.doubleValue();
  }

  private static boolean jitter(Fields fields) {
    String strategy = fields.text("JitterStrategy").orElse("NONE");
    if (!Set.of("FULL", "NONE").contains(strategy)) {
      fields.problem("JitterStrategy", "has to be FULL or NONE");
    }
    return strategy.equals("FULL");
  }

  static List<Catcher> catchers(Fields state) {
    List<Fields> all = state.list("Catch");
    List<Catcher> catchers = new ArrayList<>();
    for (Fields fields : all) {
      fields.unsupported("Output");
      catchers.add(
          new Catcher(
              errorEquals(fields, catchers.size() == all.size() - 1),
              fields.requiredText("Next"),
              StateReader.resultPath(fields),
              fields.assign()));
      fields.refuseRest();
    }
    return catchers;
  }

  private static List<String> errorEquals(Fields fields, boolean last) {
    JsonNode value = fields.any("ErrorEquals");
    List<String> names = new ArrayList<>();
    value.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    if (!value.isArray() || names.isEmpty() || names.contains("")) {
      fields.problem("ErrorEquals", "has to be an array with one error name or more");
      return List.of();
    }
    names.stream()
        .filter(name -> name.startsWith("States.") && !RESERVED.contains(name))
        .forEach(
            name -> fields.problem("ErrorEquals", "there is no error name '%s'".formatted(name)));
    if (names.contains(ALL) && (names.size() > 1 || !last)) {
      fields.problem("ErrorEquals", ALL + " has to stand alone, and last");
    }
    return List.copyOf(names);
  }
}
