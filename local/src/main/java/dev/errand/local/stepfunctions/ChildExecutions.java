package dev.errand.local.stepfunctions;

import dev.errand.states.state.MapRunRequest;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Starts and finds the child executions of Map Runs. */
record ChildExecutions(StepFunctions service, Arns arns, Timer timer) {

  /**
   * Starts one.
   *
   * @param input JSON
   */
  Execution start(MapRun mapRun, String name, int index, String input) {
    Execution parent = service.execution(mapRun.executionArn());
    MapRunRequest request = mapRun.request();
    return service.begin(
        new Execution.Start(
            arn(mapRun, name),
            name,
            parent.start().stateMachineArn(),
            Optional.empty(),
            Optional.empty(),
            parent.start().revision(),
            timer.instant().truncatedTo(ChronoUnit.MILLIS),
            input,
            Optional.empty(),
            Optional.of(
                new Execution.ChildOf(
                    mapRun.arn(),
                    label(parent, request),
                    request.workflow(),
                    index,
                    mapRun.items().get(index)))));
  }

  /** The one of that name, if it was started. */
  Optional<Execution> find(MapRun mapRun, String name) {
    return service.find(arn(mapRun, name));
  }

  private String arn(MapRun mapRun, String name) {
    Execution parent = service.execution(mapRun.executionArn());
    String machine = service.machines().ofExecution(parent).name();
    return arns.childExecution(machine, label(parent, mapRun.request()), name);
  }

  /** A Map Run within a child execution has the labels of both. */
  private static String label(Execution parent, MapRunRequest request) {
    return parent
        .start()
        .mapRun()
        .map(of -> of.label() + "/" + request.label())
        .orElse(request.label());
  }
}
