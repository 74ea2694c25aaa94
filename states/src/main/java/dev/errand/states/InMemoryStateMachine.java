package dev.errand.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.Definition;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A state machine in this process: runs executions one at a time, in memory. Waits take no real
 * time: they advance the clock of the machine.
 *
 * <pre>{@code
 * InMemoryStateMachine machine = InMemoryStateMachine.of(definition);
 * String output = machine.run("{\"a\": 1}").output();
 * }</pre>
 */
public final class InMemoryStateMachine {

  private final Definition definition;
  private final ServiceIntegrations integrations;
  private final RandomGenerator random;
  private final Instant start;

  private InMemoryStateMachine(
      Definition definition,
      ServiceIntegrations integrations,
      RandomGenerator random,
      Instant start) {
    this.definition = definition;
    this.integrations = integrations;
    this.random = random;
    this.start = start;
  }

  /**
   * A machine without Task states.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public static InMemoryStateMachine of(String definition) {
    return of(definition, new ServiceIntegrations(Map.of()));
  }

  /**
   * A machine whose Task states call these services.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public static InMemoryStateMachine of(String definition, ServiceIntegrations integrations) {
    return new InMemoryStateMachine(
        Definition.read(definition, integrations),
        integrations,
        RandomGenerator.getDefault(),
        Instant.now());
  }

  /** The same with another start time and another source of random numbers. */
  public InMemoryStateMachine with(Instant newStart, RandomGenerator newRandom) {
    return new InMemoryStateMachine(definition, integrations, newRandom, newStart);
  }

  /**
   * An execution that has ended.
   *
   * @param events its history, as GetExecutionHistory answers it
   */
  public record Finished(ExecutionResult result, List<ObjectNode> events) {

    /**
     * The output as JSON.
     *
     * @throws StatesError if it did not succeed
     */
    public String output() {
      return result
          .output()
          .map(Json::write)
          .orElseThrow(() -> new StatesError(result.error(), result.cause()));
    }
  }

  /** Runs an execution to its end. The input is JSON. */
  public Finished run(String input) {
    ContextObject context =
        new ContextObject(
            "arn:aws:states:us-east-1:123456789012:execution:machine:name",
            "name",
            document(input),
            start,
            0,
            Optional.empty(),
            "arn:aws:iam::123456789012:role/machine",
            "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
            "machine");
    return new InMemoryExecution(definition, integrations, random, context).run(Definition.ROOT);
  }

  private static JsonNode document(String input) {
    try {
      return Json.read(input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The input is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
