package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.integrations.SdkCall;
import dev.errand.local.integrations.SdkService;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The parts of Step Functions, and how they are connected. */
record Components(
    Arns arns,
    Definitions definitions,
    StateMachines machines,
    StateMachineVersions versions,
    StateMachineAliases aliases,
    Activities activities,
    Executions executions,
    ExecutionRuntime runtime,
    ExecutionLifecycle lifecycle,
    MapRuns mapRuns) {

  /** Creates the parts and connects them; no execution runs before {@link #resume}. */
  static Components of(StepFunctions.Settings settings) {
    Account account = settings.account();
    Timer timer = settings.timer();
    Arns arns = new Arns(account);
    StepFunctionsStore store = new StepFunctionsStore(settings.folder());
    CallableServices services = new CallableServices();
    Definitions definitions = new Definitions(store, services);
    StateMachines machines = new StateMachines(store, definitions, account, timer);
    Executions executions = new Executions(store);
    ExecutionRuntime runtime =
        new ExecutionRuntime(
            store,
            account,
            timer,
            services,
            settings.statusEvents(),
            settings.delayFactor(),
            executions::onSave);
    ExecutionLifecycle lifecycle =
        new ExecutionLifecycle(executions, machines, definitions, runtime);
    ChildExecutions children = new ChildExecutions(lifecycle, executions, machines, arns, timer);
    Components components =
        new Components(
            arns,
            definitions,
            machines,
            new StateMachineVersions(machines, timer),
            new StateMachineAliases(machines, timer),
            new Activities(store, arns),
            executions,
            runtime,
            lifecycle,
            new MapRuns(children, executions, runtime));
    services.connect(
        components.callable(settings.integrations()), arns.mapRun("*"), components.mapRuns());
    return components;
  }

  /** What Task states can call: what the stage offers, and what Step Functions itself does. */
  private ServiceIntegrations callable(ServiceIntegrations offered) {
    Map<String, ServiceIntegration> all = new HashMap<>(offered.byResource());
    ServiceIntegration startExecution =
        new StartExecutionCall(lifecycle, executions, machines, arns);
    StartExecutionCall.RESOURCES.forEach(resource -> all.put(resource, startExecution));
    all.putAll(new SdkCall(SdkService.SFN, api(definition -> {}).operations()).byResource());
    all.put(arns.activity("*"), activities);
    return new ServiceIntegrations(all);
  }

  /** Continues every execution that an earlier process has left. */
  void resume() {
    executions.load().forEach(lifecycle::resume);
    mapRuns.stopAbandoned();
  }

  /**
   * The API.
   *
   * @param check throws an {@link AwsError} for a definition that cannot be run for reasons that
   *     are not Step Functions'
   */
  StepFunctionsApi api(Consumer<String> check) {
    ResponseBodies shapes = new ResponseBodies(machines, definitions);
    Map<String, Function<Input, ObjectNode>> operations = new HashMap<>();
    operations.putAll(
        new StateMachineOperations(
                machines, versions, definitions, executions, lifecycle, shapes, check)
            .byName());
    operations.putAll(new VersionOperations(machines, versions, shapes).byName());
    operations.putAll(new AliasOperations(machines, aliases).byName());
    operations.putAll(new TaskOperations(activities, executions, shapes).byName());
    operations.putAll(new MapRunOperations(mapRuns, executions).byName());
    operations.putAll(
        new ExecutionOperations(lifecycle, executions, machines, mapRuns, shapes).byName());
    operations.put("TestState", new TestStateOperation(runtime));
    return new StepFunctionsApi(operations);
  }
}
