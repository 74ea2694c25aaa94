package dev.errand.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs a definition to its end, with calls that are answered from a list. */
final class ScriptedExecution {

  static final String SERVICE = "arn:aws:states:::test:call.sync";
  static final Instant NOW = Instant.parse("2026-01-31T08:00:00.500Z");

  private final InMemoryStateMachine machine;
  private final Deque<Supplier<CompletableFuture<JsonNode>>> answers = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private InMemoryStateMachine.Finished finished;

  private ScriptedExecution(String definition) {
    this.machine =
        InMemoryStateMachine.of(definition, new ServiceIntegrations(Map.of(SERVICE, this::call)))
            .with(NOW, new Random(1));
  }

  static ScriptedExecution of(String definition) {
    return new ScriptedExecution(definition);
  }

  /** A machine of one state. */
  static ScriptedExecution ofState(String state) {
    return of("{\"StartAt\": \"Only\", \"States\": {\"Only\": %s}}".formatted(state));
  }

  /** Single quotes are easier to read in Java; an escaped one stays. */
  static String quoted(String text) {
    return text.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "'");
  }

  ScriptedExecution answering(String json) {
    answers.add(() -> CompletableFuture.completedFuture(json(json)));
    return this;
  }

  ScriptedExecution failing(String error, String cause) {
    answers.add(() -> CompletableFuture.failedFuture(new StatesError(error, cause)));
    return this;
  }

  private ServiceIntegration.RunningCall call(ServiceIntegration.Call call) {
    calls.add(Json.write(call.parameters()));
    CompletableFuture<JsonNode> result = answers.remove().get();
    return ServiceIntegration.RunningCall.of(Json.object(), result, reason -> {});
  }

  ExecutionResult with(String input) {
    finished = machine.run(input);
    return finished.result();
  }

  /** The output as text. */
  String output(String input) {
    with(input);
    return finished.output();
  }

  /** The error of an execution that fails. */
  String error(String input) {
    ExecutionResult result = with(input);
    if (result.kind() != ExecutionResult.Kind.FAILED) {
      throw new AssertionError("did not fail: " + result);
    }
    return result.error().orElse(null);
  }

  String cause(String input) {
    return with(input).cause().orElse(null);
  }

  /** What the service was called with, call by call. */
  List<String> calls() {
    return calls;
  }

  List<ObjectNode> events() {
    return finished.events();
  }

  List<String> types() {
    return events().stream().map(event -> event.path("type").asText()).toList();
  }

  /** How long after the event before it each event of a type came. */
  List<Duration> pauses(String type) {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 1; i < events().size(); i++) {
      if (events().get(i).path("type").asText().equals(type)) {
        pauses.add(Duration.between(at(i - 1), at(i)));
      }
    }
    return pauses;
  }

  private Instant at(int event) {
    return Instant.ofEpochMilli(
        events().get(event).path("timestamp").decimalValue().movePointRight(3).longValueExact());
  }

  static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
