package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.execution.Branch;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.maprun.ItemLoader;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.state.MapSettings;
import dev.errand.states.state.MapState;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The Map Runs of an account. A distributed Map state waits for one as a Task state waits for a
 * service.
 */
final class MapRuns implements ServiceIntegration {

  private final ChildExecutions children;
  private final Executions executions;
  private final ExecutionRuntime runtime;
  private final MapRunStore store;
  private final Map<String, MapRun> stored = new ConcurrentHashMap<>();
  private final Map<String, MapRunRunner> runners = new ConcurrentHashMap<>();

  MapRuns(ChildExecutions children, Executions executions, ExecutionRuntime runtime) {
    this.children = children;
    this.executions = executions;
    this.runtime = runtime;
    this.store = runtime.store().mapRuns();
    store.all().forEach(mapRun -> stored.put(mapRun.arn(), mapRun));
  }

  /** Starts a Map Run, or continues the one of this ARN. */
  @Override
  public RunningCall start(Call call) {
    MapRunRequest request = MapRunRequest.of(call.parameters());
    MapRun mapRun =
        find(call.resource())
            .orElseGet(() -> begin(call.resource(), TaskToken.read(call.taskToken()), request));
    MapRunRunner run = runner(mapRun);
    runners.put(mapRun.arn(), run);
    stored.remove(mapRun.arn());
    if (request.redriveCount() > mapRun.redrives().count()) {
      run.redrive(request.redriveCount());
    } else {
      run.resume();
    }
    return RunningCall.of(Json.object(), run.result(), reason -> run.stop());
  }

  private MapRunRunner runner(MapRun mapRun) {
    return new MapRunRunner(
        children,
        executions,
        store,
        runtime.integrations(),
        runtime.timer(),
        this::keepEnded,
        mapRun);
  }

  private void keepEnded(MapRun mapRun) {
    stored.put(mapRun.arn(), mapRun);
    runners.remove(mapRun.arn());
  }

  private MapRun begin(String arn, TaskToken token, MapRunRequest request) {
    ExecutionRunner execution =
        executions
            .runner(token.executionArn())
            .orElseThrow(
                () -> StatesError.runtime("The execution has ended: " + token.executionArn()));
    Branch branch =
        execution
            .calling(token.attempt())
            .orElseThrow(() -> StatesError.runtime("The Map state is left"));
    ArrayNode items =
        request
            .items()
            .orElseGet(
                () -> new ItemLoader(runtime.integrations()).load(request.source().orElseThrow()));
    List<MapState.ChildInput> childInputs = execution.childInputs(branch.id(), items);
    ArrayNode inputs = Json.MAPPER.createArrayNode();
    childInputs.forEach(child -> inputs.add(child.input()));
    MapRun mapRun =
        new MapRun(
            arn,
            token.executionArn(),
            execution.execution().start().shownStateMachineArn(),
            request,
            childInputs.stream().map(MapState.ChildInput::items).toList(),
            MapRun.MapRunStatus.RUNNING,
            runtime.timer().instant(),
            Optional.empty(),
            Execution.Redrives.NONE);
    store.save(mapRun, inputs);
    return mapRun;
  }

  /** Stops those whose execution ended just before the process was killed. */
  void stopAbandoned() {
    stored.values().stream()
        .filter(MapRun::isRunning)
        .filter(mapRun -> !executions.get(mapRun.executionArn()).isRunning())
        .toList()
        .forEach(mapRun -> runner(mapRun).stop());
  }

  private Optional<MapRun> find(String arn) {
    return Optional.ofNullable(runners.get(arn))
        .map(MapRunRunner::mapRun)
        .or(() -> Optional.ofNullable(stored.get(arn)));
  }

  /**
   * The Map Run of that ARN.
   *
   * @throws AwsError {@code ResourceNotFound}, {@code InvalidArn}
   */
  MapRun get(String arn) {
    Arns.check(arn, "mapRun");
    return find(arn)
        .orElseThrow(
            () -> new AwsError("ResourceNotFound", "Resource not found: '%s'".formatted(arn)));
  }

  /** Those of an execution, newest first. */
  List<MapRun> of(String executionArn) {
    Map<String, MapRun> all = new HashMap<>(stored);
    runners.values().stream()
        .map(MapRunRunner::mapRun)
        .forEach(mapRun -> all.put(mapRun.arn(), mapRun));
    return all.values().stream()
        .filter(mapRun -> mapRun.executionArn().equals(executionArn))
        .sorted(Comparator.comparing(MapRun::startDate).reversed().thenComparing(MapRun::arn))
        .toList();
  }

  /** How many of its child executions, or of their items, are in each status. */
  MapRunCounts counts(MapRun mapRun, boolean ofItems) {
    return Optional.ofNullable(runners.get(mapRun.arn()))
        .orElseGet(() -> runner(mapRun))
        .counts(ofItems);
  }

  /** Gives it other limits; one that has ended keeps its own. */
  void update(MapRun mapRun, UnaryOperator<MapSettings> change) {
    Optional.ofNullable(runners.get(mapRun.arn())).ifPresent(run -> run.update(change));
  }
}
