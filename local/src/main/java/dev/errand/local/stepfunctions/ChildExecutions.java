package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.maprun.ChildExecution;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Starts, finds and stops the child executions of Map Runs. A child execution is known by its index
 * in its Map Run. Its name follows from the index, so that it is not started twice.
 */
record ChildExecutions(
    ExecutionLifecycle lifecycle,
    Executions executions,
    StateMachines machines,
    Arns arns,
    InstantSource clock) {

  /**
   * Starts the child execution of that index; after a redrive, an Express one again.
   *
   * @param input JSON
   */
  Execution start(MapRun mapRun, int index, String input) {
    String name = name(mapRun, index, latestRedrive(mapRun));
    Execution parent = executions.get(mapRun.executionArn());
    MapRunRequest request = mapRun.request();
    return lifecycle.begin(
        new Execution.Start(
            arn(mapRun, name),
            name,
            parent.start().stateMachineArn(),
            Optional.empty(),
            Optional.empty(),
            parent.start().revision(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
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

  /** Redrives a child execution of a Standard workflow. */
  void redrive(Execution child) {
    lifecycle.redrive(child);
  }

  /** The latest child execution of that index, if one was started. */
  Optional<Execution> find(MapRun mapRun, int index) {
    int latest = latestRedrive(mapRun);
    return IntStream.rangeClosed(0, latest)
        .mapToObj(before -> executions.find(arn(mapRun, name(mapRun, index, latest - before))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Those that were started, by index. */
  Stream<Execution> all(MapRun mapRun) {
    return IntStream.range(0, mapRun.size())
        .mapToObj(index -> find(mapRun, index))
        .flatMap(Optional::stream);
  }

  /** Stops those that run. */
  void stop(MapRun mapRun) {
    all(mapRun)
        .filter(Execution::isRunning)
        .forEach(child -> lifecycle.stop(child.arn(), Optional.empty(), Optional.empty()));
  }

  /** How many of the child executions, or of their items, are in each status. */
  MapRunCounts counts(MapRun mapRun, boolean ofItems) {
    MapRunCounts counts = new MapRunCounts();
    for (int index = 0; index < mapRun.size(); index++) {
      int number = ofItems ? mapRun.items().get(index) : 1;
      find(mapRun, index)
          .ifPresentOrElse(child -> counts.add(child.status(), number), () -> counts.add(number));
    }
    return counts;
  }

  /** Those that have ended, as the results of the Map Run describe them. */
  List<ChildExecution> ended(MapRun mapRun) {
    return all(mapRun).filter(child -> !child.isRunning()).map(ChildExecutions::described).toList();
  }

  private static ChildExecution described(Execution child) {
    Execution.Outcome outcome = child.outcome();
    return new ChildExecution(
        child.arn(),
        child.start().name(),
        child.start().shownStateMachineArn(),
        json(child.start().input()),
        new ExecutionResult(
            ExecutionResult.Kind.valueOf(child.status().name()),
            outcome.output().map(ChildExecutions::json),
            outcome.error(),
            outcome.cause()),
        child.start().date(),
        outcome.stopDate().orElseThrow(),
        child.redrives().count());
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A redrive starts an Express execution again under another name, and continues a Standard one.
   */
  private static int latestRedrive(MapRun mapRun) {
    return mapRun.isExpress() ? mapRun.redrives().count() : 0;
  }

  private static String name(MapRun mapRun, int index, int redrive) {
    String identity = mapRun.arn() + "#" + index + "#" + redrive;
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private String arn(MapRun mapRun, String name) {
    Execution parent = executions.get(mapRun.executionArn());
    String machine = machines.ofExecution(parent).name();
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
