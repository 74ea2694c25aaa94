package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.value.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations on executions. */
final class ExecutionOperations {

  private static final String PENDING_REDRIVE = "PENDING_REDRIVE";

  private static final Set<String> STATUSES =
      Set.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", PENDING_REDRIVE);

  private static final Set<String> REDRIVE_FILTERS = Set.of("REDRIVEN", "NOT_REDRIVEN");

  private final ExecutionLifecycle lifecycle;
  private final Executions executions;
  private final StateMachines machines;
  private final MapRuns mapRuns;
  private final ResponseBodies shapes;

  ExecutionOperations(
      ExecutionLifecycle lifecycle,
      Executions executions,
      StateMachines machines,
      MapRuns mapRuns,
      ResponseBodies shapes) {
    this.lifecycle = lifecycle;
    this.executions = executions;
    this.machines = machines;
    this.mapRuns = mapRuns;
    this.shapes = shapes;
  }

  Map<String, Function<Input, ObjectNode>> byName() {
    return Map.of(
        "DescribeExecution", this::describeExecution,
        "GetExecutionHistory", this::getExecutionHistory,
        "ListExecutions", this::listExecutions,
        "RedriveExecution", this::redriveExecution,
        "StartExecution", this::startExecution,
        "StartSyncExecution", this::startSyncExecution,
        "StopExecution", this::stopExecution);
  }

  private ObjectNode startExecution(Input input) {
    Execution execution = lifecycle.start(startRequest(input));
    return Json.object()
        .put("executionArn", execution.arn())
        .put("startDate", EpochSeconds.seconds(execution.start().date()));
  }

  private static StartRequest startRequest(Input input) {
    return new StartRequest(
        input.required("stateMachineArn"),
        input.text("name").orElseGet(StartRequest::generatedName),
        input.text("input").orElse("{}"),
        traceHeader(input));
  }

  /** The API reference: the request's own header is preferred to the member of its body. */
  private static Optional<String> traceHeader(Input input) {
    return input.traceHeader().or(() -> input.text("traceHeader"));
  }

  private ObjectNode startSyncExecution(Input input) {
    if (!machines.startable(input.required("stateMachineArn")).machine().isExpress()) {
      throw notOfThisType();
    }
    Execution started = lifecycle.start(startRequest(input));
    Execution end = executions.whenEnded(started.arn()).join();
    ObjectNode answer = shapes.execution(end);
    answer.remove(List.of("redriveCount", "redriveStatus", "redriveStatusReason"));
    answer.putObject("billingDetails").put("billedMemoryUsedInMB", 64);
    return answer;
  }

  private static AwsError notOfThisType() {
    return new AwsError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  private ObjectNode stopExecution(Input input) {
    return Json.object()
        .put(
            "stopDate",
            EpochSeconds.seconds(
                lifecycle.stop(
                    input.required("executionArn"), input.text("error"), input.text("cause"))));
  }

  private ObjectNode redriveExecution(Input input) {
    return Json.object()
        .put(
            "redriveDate", EpochSeconds.seconds(lifecycle.redrive(input.required("executionArn"))));
  }

  private ObjectNode describeExecution(Input input) {
    return shapes.execution(executions.get(input.required("executionArn")));
  }

  private ObjectNode listExecutions(Input input) {
    Optional<String> mapRunArn = input.text("mapRunArn");
    List<ExecutionListItem> all =
        (mapRunArn.isPresent() ? ofMapRun(input, mapRunArn.get()) : ofStateMachine(input))
            .sorted(ExecutionListItem.NEWEST_FIRST)
            .toList();
    return Page.of(
            all,
            ExecutionListItem::arn,
            input.nextToken(3096),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("executions", shapes::listed);
  }

  private Stream<ExecutionListItem> ofStateMachine(Input input) {
    Optional<String> status = input.oneOf("statusFilter", STATUSES);
    refuseWhatOnlyMapRunsHave(input);
    StateMachines.Target target = machines.startable(input.required("stateMachineArn"));
    if (target.machine().isExpress()) {
      throw notOfThisType();
    }
    Optional<String> versionArn = target.version().map(v -> v.arn(target.machine()));
    Optional<String> aliasArn = target.alias().map(a -> a.arn(target.machine()));
    return executions.list().stream()
        .filter(item -> item.stateMachineArn().equals(target.machine().arn()))
        .filter(item -> versionArn.isEmpty() || item.versionArn().equals(versionArn))
        .filter(item -> aliasArn.isEmpty() || item.aliasArn().equals(aliasArn))
        .filter(item -> status.isEmpty() || status.get().equals(item.status().name()));
  }

  private Stream<ExecutionListItem> ofMapRun(Input input, String mapRunArn) {
    if (input.body().has("stateMachineArn")) {
      throw new AwsError(
          "ValidationException", "Use either stateMachineArn or mapRunArn, not both of them");
    }
    MapRun mapRun = mapRuns.get(mapRunArn);
    Optional<String> status = input.oneOf("statusFilter", STATUSES);
    Optional<Boolean> redriven =
        input.oneOf("redriveFilter", REDRIVE_FILTERS).map("REDRIVEN"::equals);
    return executions.list().stream()
        .filter(item -> item.isOf(mapRun))
        .filter(item -> status.isEmpty() || status.get().equals(item.status().name()))
        .filter(item -> redriven.isEmpty() || redriven.get() == (item.redrives().count() > 0));
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
    Execution execution = executions.get(input.required("executionArn"));
    List<ObjectNode> events = executions.history(execution);
    if (input.flag("reverseOrder").orElse(false)) {
      Collections.reverse(events);
    }
    return Page.of(
            events,
            event -> event.path("id").asText(),
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("events", event -> event);
  }
}
