package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The API of Step Functions, for the AWS SDK and {@code aws stepfunctions --endpoint-url}. A
 * handler for {@code POST /}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">API reference</a>
 */
public final class StepFunctionsApi implements Handler {

  static final int PAGE = 100;
  static final int MAX_PAGE = 1000;

  private static final String PENDING_REDRIVE = "PENDING_REDRIVE";

  private static final Set<String> STATUSES =
      Set.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", PENDING_REDRIVE);

  private static final Set<String> REDRIVE_FILTERS = Set.of("REDRIVEN", "NOT_REDRIVEN");

  private final StepFunctions service;
  private final ResponseBodies shapes;
  private final AwsJson protocol;

  /** Answers for this service. */
  public StepFunctionsApi(StepFunctions service) {
    this(service, definition -> {});
  }

  /**
   * Answers for this service.
   *
   * @param check throws an {@link AwsError} for a definition that cannot be run for reasons that
   *     the service does not know
   */
  public StepFunctionsApi(StepFunctions service, Consumer<String> check) {
    this.service = service;
    this.shapes = new ResponseBodies(service);
    Map<String, Function<Input, ObjectNode>> operations = new HashMap<>();
    operations.putAll(new StateMachineOperations(service, shapes, check).byName());
    operations.putAll(new AliasOperations(service).byName());
    operations.putAll(new TaskOperations(service, shapes).byName());
    operations.putAll(new MapRunOperations(service).byName());
    operations.putAll(executionOperations());
    operations.put("TestState", new TestStateOperation(service));
    this.protocol = new AwsJson("AWSStepFunctions", "1.0", operations);
  }

  private Map<String, Function<Input, ObjectNode>> executionOperations() {
    return Map.of(
        "DescribeExecution", this::describeExecution,
        "GetExecutionHistory", this::getExecutionHistory,
        "ListExecutions", this::listExecutions,
        "RedriveExecution", this::redriveExecution,
        "StartExecution", this::startExecution,
        "StartSyncExecution", this::startSyncExecution,
        "StopExecution", this::stopExecution);
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return protocol;
  }

  @Override
  public void handle(Context http) {
    protocol.handle(http);
  }

  private ObjectNode startExecution(Input input) {
    Execution execution =
        service.start(
            input.required("stateMachineArn"),
            input.text("name"),
            input.text("input").orElse("{}"),
            traceHeader(input));
    return Json.object()
        .put("executionArn", execution.arn())
        .put("startDate", EpochSeconds.seconds(execution.start().date()));
  }

  /** The API reference: the request's own header is preferred to the member of its body. */
  private static Optional<String> traceHeader(Input input) {
    return input.traceHeader().or(() -> input.text("traceHeader"));
  }

  private ObjectNode startSyncExecution(Input input) {
    String arn = input.required("stateMachineArn");
    if (!service.machines().startable(arn).machine().isExpress()) {
      throw notOfThisType();
    }
    Execution started =
        service.start(
            arn, input.text("name"), input.text("input").orElse("{}"), traceHeader(input));
    Execution end = service.whenEnded(started.arn()).join();
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
                service.stopExecution(
                    input.required("executionArn"),
                    input.text("error").orElse(null),
                    input.text("cause").orElse(null))));
  }

  private ObjectNode redriveExecution(Input input) {
    return Json.object()
        .put(
            "redriveDate",
            EpochSeconds.seconds(service.redriveExecution(input.required("executionArn"))));
  }

  private ObjectNode describeExecution(Input input) {
    return shapes.execution(service.execution(input.required("executionArn")));
  }

  private ObjectNode listExecutions(Input input) {
    Optional<String> mapRunArn = input.text("mapRunArn");
    List<Summary> all =
        (mapRunArn.isPresent() ? ofMapRun(input, mapRunArn.get()) : ofStateMachine(input))
            .sorted(Summary.NEWEST_FIRST)
            .toList();
    return Page.of(all, Summary::arn, input.nextToken(3096), input.maxResults(PAGE, MAX_PAGE))
        .output("executions", shapes::listed);
  }

  private Stream<Summary> ofStateMachine(Input input) {
    Optional<String> status = input.oneOf("statusFilter", STATUSES);
    refuseWhatOnlyMapRunsHave(input);
    StateMachines.Target target = service.machines().startable(input.required("stateMachineArn"));
    if (target.machine().isExpress()) {
      throw notOfThisType();
    }
    Optional<String> versionArn = target.version().map(v -> v.arn(target.machine()));
    Optional<String> aliasArn = target.alias().map(a -> a.arn(target.machine()));
    return service.executions().stream()
        .filter(summary -> summary.stateMachineArn().equals(target.machine().arn()))
        .filter(summary -> versionArn.isEmpty() || summary.versionArn().equals(versionArn))
        .filter(summary -> aliasArn.isEmpty() || summary.aliasArn().equals(aliasArn))
        .filter(summary -> status.isEmpty() || status.get().equals(summary.status().name()));
  }

  private Stream<Summary> ofMapRun(Input input, String mapRunArn) {
    if (input.body().has("stateMachineArn")) {
      throw new AwsError(
          "ValidationException", "Use either stateMachineArn or mapRunArn, not both of them");
    }
    MapRun mapRun = service.mapRuns().get(mapRunArn);
    Optional<String> status = input.oneOf("statusFilter", STATUSES);
    Optional<Boolean> redriven =
        input.oneOf("redriveFilter", REDRIVE_FILTERS).map("REDRIVEN"::equals);
    return service.executions().stream()
        .filter(summary -> summary.isOf(mapRun))
        .filter(summary -> status.isEmpty() || status.get().equals(summary.status().name()))
        .filter(
            summary -> redriven.isEmpty() || redriven.get() == (summary.redrives().count() > 0));
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
            input.nextToken(1024),
            input.maxResults(PAGE, MAX_PAGE))
        .output("events", event -> event);
  }
}
