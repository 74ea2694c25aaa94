package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.InvalidDefinition;
import dev.errand.states.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The API of Step Functions, for the AWS SDK and {@code aws stepfunctions --endpoint-url}. A
 * handler for {@code POST /}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">API reference</a>
 */
public final class StepFunctionsApi implements Handler {

  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  private static final String PENDING_REDRIVE = "PENDING_REDRIVE";

  private static final Set<String> STATUSES =
      Set.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", PENDING_REDRIVE);

  private static final Set<String> REDRIVE_FILTERS = Set.of("REDRIVEN", "NOT_REDRIVEN");

  private final StepFunctions service;
  private final Shapes shapes;
  private final AwsJson protocol;

  /** Answers for this service. */
  public StepFunctionsApi(StepFunctions service) {
    this.service = service;
    this.shapes = new Shapes(service);
    this.protocol =
        new AwsJson(
            "AWSStepFunctions",
            "1.0",
            Map.ofEntries(
                Map.entry("CreateStateMachine", this::createStateMachine),
                Map.entry("DescribeExecution", this::describeExecution),
                Map.entry("DescribeStateMachine", this::describeStateMachine),
                Map.entry("DescribeStateMachineForExecution", this::describeForExecution),
                Map.entry("GetExecutionHistory", this::getExecutionHistory),
                Map.entry("ListExecutions", this::listExecutions),
                Map.entry("ListStateMachines", this::listStateMachines),
                Map.entry("RedriveExecution", this::redriveExecution),
                Map.entry("StartExecution", this::startExecution),
                Map.entry("StopExecution", this::stopExecution)));
  }

  @Override
  public void handle(Context http) {
    protocol.handle(http);
  }

  private ObjectNode createStateMachine(Input input) {
    try {
      StateMachine machine = service.create(input.required("name"), input.required("definition"));
      return Json.object()
          .put("stateMachineArn", machine.arn())
          .put("creationDate", Wire.seconds(machine.created()));
    } catch (InvalidDefinition e) {
      throw new AwsError("InvalidDefinition", e.getMessage());
    }
  }

  private ObjectNode startExecution(Input input) {
    Execution execution =
        service.start(
            input.required("stateMachineArn"),
            input.text("name"),
            input.text("input").orElse("{}"));
    return Json.object()
        .put("executionArn", execution.arn())
        .put("startDate", Wire.seconds(execution.start().date()));
  }

  private ObjectNode stopExecution(Input input) {
    return Json.object()
        .put(
            "stopDate",
            Wire.seconds(
                service.stopExecution(
                    input.required("executionArn"),
                    input.text("error").orElse(null),
                    input.text("cause").orElse(null))));
  }

  private ObjectNode redriveExecution(Input input) {
    return Json.object()
        .put("redriveDate", Wire.seconds(service.redriveExecution(input.required("executionArn"))));
  }

  private ObjectNode describeExecution(Input input) {
    return shapes.execution(service.execution(input.required("executionArn")));
  }

  private ObjectNode describeStateMachine(Input input) {
    StateMachine machine = service.stateMachine(input.required("stateMachineArn"));
    return shapes.stateMachine(machine);
  }

  private ObjectNode describeForExecution(Input input) {
    return shapes.stateMachineFor(service.execution(input.required("executionArn")));
  }

  private ObjectNode listStateMachines(Input input) {
    return Page.of(
            service.stateMachines(),
            StateMachine::arn,
            input.text("nextToken"),
            input.maxResults(PAGE, LARGEST_PAGE))
        .output("stateMachines", shapes::listed);
  }

  private ObjectNode listExecutions(Input input) {
    Optional<String> status = input.oneOf("statusFilter", STATUSES);
    refuseWhatOnlyMapRunsHave(input);
    StateMachine machine = service.stateMachine(input.required("stateMachineArn"));
    List<Summary> all =
        service.executions().stream()
            .filter(summary -> summary.stateMachineArn().equals(machine.arn()))
            .filter(summary -> status.isEmpty() || status.get().equals(summary.status().name()))
            .sorted(Summary.NEWEST_FIRST)
            .toList();
    return Page.of(all, Summary::arn, input.text("nextToken"), input.maxResults(PAGE, LARGEST_PAGE))
        .output("executions", shapes::listed);
  }

  /** The API reference: with a state machine's ARN, these filters are a validation error. */
  private static void refuseWhatOnlyMapRunsHave(Input input) {
    if (input.oneOf("redriveFilter", REDRIVE_FILTERS).isPresent()) {
      throw new AwsError(
          "ValidationException",
          "redriveFilter lists executions of a Map Run, not of a state machine");
    }
    if (input.text("statusFilter").filter(PENDING_REDRIVE::equals).isPresent()) {
      throw new AwsError(
          "ValidationException",
          "statusFilter PENDING_REDRIVE lists executions of a Map Run, not of a state machine");
    }
  }

  private ObjectNode getExecutionHistory(Input input) {
    Execution execution = service.execution(input.required("executionArn"));
    List<ObjectNode> events = service.history(execution);
    if (input.flag("reverseOrder").orElse(false)) {
      Collections.reverse(events);
    }
    return Page.of(
            events,
            event -> event.path("id").asText(),
            input.text("nextToken"),
            input.maxResults(PAGE, LARGEST_PAGE))
        .output("events", event -> event);
  }
}
