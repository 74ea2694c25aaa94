package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.jsonpath.Expression;
import dev.errand.states.state.ChoiceState;
import dev.errand.states.state.FailState;
import dev.errand.states.state.FailText;
import dev.errand.states.state.ParallelState;
import dev.errand.states.state.PassState;
import dev.errand.states.state.Seconds;
import dev.errand.states.state.State;
import dev.errand.states.state.SucceedState;
import dev.errand.states.state.TaskResource;
import dev.errand.states.state.TaskState;
import dev.errand.states.state.Timestamp;
import dev.errand.states.state.WaitState;
import dev.errand.states.state.Workflow;
import dev.errand.states.value.Json;
import dev.errand.states.value.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one state. */
final class StateReader {

  static final String NOT_A_TIMESTAMP = "String does not match RFC3339 timestamp";

  private static final List<String> TYPES =
      List.of("Choice", "Fail", "Map", "Parallel", "Pass", "Succeed", "Task", "Wait");

  private final Fields fields;
  private final WorkflowReader workflows;
  private final FieldValueReader values;

  StateReader(Fields fields, WorkflowReader workflows) {
    this.fields = fields;
    this.workflows = workflows;
    this.values = new FieldValueReader(fields);
  }

  /** Empty if its type is unknown, which is then among the problems. */
  Optional<State> read() {
    fields.require("Type");
    Optional<String> type = fields.text("Type");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (!TYPES.contains(type.get())) {
      fields.problem("Type", "Value must be one of: %s".formatted(TYPES));
      return Optional.empty();
    }
    Optional<State> state = state(type.get());
    fields.any("QueryLanguage");
    fields.refuseRest();
    return state;
  }

  private Optional<State> state(String type) {
    return switch (type) {
      case "Task" -> Optional.of(task());
      case "Pass" -> Optional.of(pass());
      case "Choice" -> Optional.of(choice());
      case "Wait" -> Optional.of(waiting());
      case "Succeed" -> Optional.of(new SucceedState(DataFlowReader.ofSucceed(fields)));
      case "Parallel" -> Optional.of(parallel());
      case "Map" -> new MapStateReader(fields, workflows).read(next());
      default -> Optional.of(new FailState(failText("Error"), failText("Cause")));
    };
  }

  private State task() {
    fields.require("Resource");
    String resource = fields.requiredText("Resource");
    if (!resource.isEmpty()) {
      workflows
          .resources()
          .refusal(resource)
          .ifPresent(refusal -> fields.problem("Resource", refusal));
    }
    return new TaskState(
        TaskResource.of(resource),
        DataFlowReader.withResult(fields),
        next(),
        Seconds.of(values.integer("TimeoutSeconds", 1, Seconds.MAX)),
        Seconds.of(values.integer("HeartbeatSeconds", 1, Seconds.MAX)),
        fields.template("Credentials"),
        FailurePolicyReader.read(fields));
  }

  private State pass() {
    Optional<JsonNode> result =
        fields.isJsonata()
            ? Optional.empty()
            : Optional.of(fields.any("Result")).filter(value -> !value.isMissingNode());
    return new PassState(DataFlowReader.ofPass(fields), next(), result);
  }

  private State choice() {
    fields.require("Choices");
    DataFlow flow = DataFlowReader.withoutResult(fields);
    List<Fields> rules = fields.list("Choices");
    if (rules.isEmpty() && fields.has("Choices")) {
      fields.problem("Choices", "Expected a non-empty array");
    }
    return new ChoiceState(
        flow,
        rules.stream().flatMap(rule -> ChoiceRuleReader.rule(fields, rule).stream()).toList(),
        fields.text("Default"));
  }

  private State waiting() {
    Optional<WaitState.Until> seconds = values.integer("Seconds", 0, Seconds.MAX).map(Seconds::new);
    Optional<WaitState.Until> timestamp = timestamp().map(Timestamp::new);
    List<String> given =
        Stream.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
            .filter(fields::has)
            .toList();
    if (given.isEmpty()) {
      fields.problem(
          "",
          "There should be one of the following fields: [Seconds, SecondsPath, Timestamp, TimestampPath]");
    } else if (given.size() > 1) {
      fields.exclude(given.toArray(String[]::new));
    }
    return new WaitState(
        DataFlowReader.withoutResult(fields),
        next(),
        seconds.or(() -> timestamp).orElseGet(() -> new Seconds(zero())));
  }

  private static FieldValue zero() {
    return new FieldValue.Literal("Seconds", Json.MAPPER.getNodeFactory().numberNode(0));
  }

  private Optional<FieldValue> timestamp() {
    Optional<FieldValue> timestamp = values.text("Timestamp");
    if (timestamp.orElse(null) instanceof FieldValue.Literal written
        && !Timestamps.isTimestamp(written.value())) {
      fields.problem("Timestamp", NOT_A_TIMESTAMP);
    }
    return timestamp;
  }

  private State parallel() {
    fields.require("Branches");
    List<Fields> all = fields.list("Branches");
    if (all.isEmpty() && fields.has("Branches")) {
      fields.problem("Branches", "Expected a non-empty array");
    }
    List<Workflow> branches = new ArrayList<>();
    all.forEach(branch -> workflows.read(branch).ifPresent(branches::add));
    return new ParallelState(
        DataFlowReader.withResult(fields), next(), branches, FailurePolicyReader.read(fields));
  }

  private Optional<FailText> failText(String field) {
    Optional<String> path = fields.isJsonata() ? Optional.empty() : fields.text(field + "Path");
    fields.any(field);
    fields.exclude(field, field + "Path");
    Optional<FailText> expression =
        path.flatMap(
                text ->
                    fields.attempt(
                        field + "Path", text, Expression::parse, DataFlowReader.NOT_A_PATH))
            .map(found -> new FailText.ByExpression(field + "Path", found));
    return expression.or(() -> writtenOrQuery(field).map(FailText.ByFieldValue::new));
  }

  private Optional<FieldValue> writtenOrQuery(String field) {
    Optional<FieldValue> query = fields.isJsonata() ? values.query(field) : Optional.empty();
    return query.or(
        () -> fields.text(field).map(text -> new FieldValue.Literal(field, fields.any(field))));
  }

  /** The next state; empty if it is an end. */
  private Optional<String> next() {
    Optional<String> next = fields.text("Next");
    JsonNode end = fields.any("End");
    if (!end.isMissingNode() && !end.isBoolean()) {
      fields.problem("End", "Expected value of type Boolean");
    }
    if (next.isPresent() && end.booleanValue()) {
      fields.exclude("End", "Next");
    } else if (next.isEmpty() && !end.booleanValue()) {
      fields.problem("", "There should be one of the following fields: [Next, End]");
    }
    return next;
  }
}
