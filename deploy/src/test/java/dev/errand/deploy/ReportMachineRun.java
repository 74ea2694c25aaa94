package dev.errand.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.InMemoryStateMachine;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One execution of the deployed definition. Its calls of services are answered from a list. */
final class ReportMachineRun {

  private static final String INPUT = "{\"filter\": {}}";
  private static final String SERVICE = "arn:aws:states:::test:call.sync";
  private static final Instant START = Instant.parse("2026-01-31T08:00:00.500Z");

  private final String definition;
  private final Deque<Supplier<CompletableFuture<JsonNode>>> answers = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private InMemoryStateMachine.Finished finished;

  private ReportMachineRun(String workerTracing) {
    definition =
        Deployment.text(Deployment.ROOT.resolve("statemachine/report.asl.json"))
            .replace("arn:${Partition}:states:::ecs:runTask.sync", SERVICE)
            .replace("arn:${Partition}:states:::aws-sdk:sfn:describeExecution", SERVICE)
            .replace("${WorkerTracing}", workerTracing)
            .replace("${StackName}", "errand")
            .replace("${TimeLimits}", "records=21600");
  }

  static ReportMachineRun untraced() {
    return new ReportMachineRun("false");
  }

  static ReportMachineRun traced() {
    return new ReportMachineRun("true");
  }

  ReportMachineRun answering(String json) {
    answers.add(() -> CompletableFuture.completedFuture(Deployment.json(json)));
    return this;
  }

  ReportMachineRun failing(String error, String cause) {
    answers.add(() -> CompletableFuture.failedFuture(new StatesError(error, cause)));
    return this;
  }

  /** Runs to the end. Returns the error of an execution that failed. */
  Optional<String> error() {
    finished =
        InMemoryStateMachine.of(definition, new ServiceIntegrations(Map.of(SERVICE, this::call)))
            .with(START, new Random(1))
            .run(INPUT);
    return finished.result().error();
  }

  private ServiceIntegration.RunningCall call(ServiceIntegration.Call call) {
    calls.add(Json.write(call.parameters()));
    CompletableFuture<JsonNode> result = answers.remove().get();
    return ServiceIntegration.RunningCall.of(Json.object(), result, reason -> {});
  }

  /** The parameters of the calls so far, as JSON. */
  List<String> calls() {
    return calls;
  }

  /** The names of the states that were entered, in order. */
  List<String> enteredStates() {
    return finished.events().stream()
        .map(event -> event.at("/stateEnteredEventDetails/name").asText())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** The type of a state, for example {@code Fail}. */
  String typeOf(String state) {
    return Deployment.json(definition).path("States").path(state).path("Type").asText();
  }
}
