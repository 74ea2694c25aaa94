package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.integration.ServiceIntegrations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Step Functions for one account. Everything is stored in files under one folder; a process may be
 * killed at any moment, and the next one continues its executions.
 */
public final class StepFunctions implements AutoCloseable {

  private final Components components;

  StepFunctions(Components components) {
    this.components = components;
  }

  /**
   * How to run.
   *
   * @param folder where everything is stored
   * @param integrations by the {@code Resource} that a Task state names
   * @param statusEvents receives every status event, at least once and in order for each execution;
   *     it receives an event again until it returns without an exception
   * @param delayFactor every wait of a Wait state and every delay before a retry is multiplied by
   *     it; 1 as on AWS, less to shorten them
   */
  public record Settings(
      Path folder,
      Account account,
      ServiceIntegrations integrations,
      Consumer<ObjectNode> statusEvents,
      Timer timer,
      double delayFactor) {

    /** In real time. */
    public Settings(
        Path folder,
        Account account,
        ServiceIntegrations integrations,
        Consumer<ObjectNode> statusEvents) {
      this(folder, account, integrations, statusEvents, Timer.real(), 1);
    }
  }

  /** Opens the folder, and continues every execution that runs. */
  public static StepFunctions open(Settings settings) {
    Components components = Components.of(settings);
    components.resume();
    return new StepFunctions(components);
  }

  /** The API of this service. */
  public StepFunctionsApi api() {
    return api(definition -> {});
  }

  /**
   * The API of this service.
   *
   * @param check throws an {@link AwsError} for a definition that cannot be run for reasons that
   *     are not Step Functions'
   */
  public StepFunctionsApi api(Consumer<String> check) {
    return components.api(check);
  }

  /**
   * Creates a state machine, or gives it a new definition; executions that run keep theirs.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public StateMachine deploy(String name, String definition) {
    return components.machines().deploy(name, definition);
  }

  /**
   * The state machine of that ARN.
   *
   * @throws AwsError {@code StateMachineDoesNotExist}, {@code InvalidArn}
   */
  public StateMachine stateMachine(String arn) {
    return components.machines().get(arn);
  }

  /**
   * Starts an execution. The same name with the same input answers the execution that runs.
   *
   * @param input JSON
   * @return the execution's ARN
   * @throws AwsError {@code StateMachineDoesNotExist}, {@code InvalidName}, {@code
   *     InvalidExecutionInput}, {@code ExecutionAlreadyExists}
   */
  public String startExecution(String stateMachineArn, String name, String input) {
    return components.lifecycle().start(new StartRequest(stateMachineArn, name, input)).arn();
  }

  /**
   * Ends an execution and the task that it runs; one that has ended stays as it is.
   *
   * @return when it stopped
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code InvalidArn}
   */
  public Instant stopExecution(String arn, Optional<String> error, Optional<String> cause) {
    return components.lifecycle().stop(arn, error, cause);
  }

  /**
   * Redrives a failed execution: continues it at the state that failed.
   *
   * @return the time of the redrive
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code ExecutionNotRedrivable}
   */
  public Instant redriveExecution(String arn) {
    return components.lifecycle().redrive(arn);
  }

  /** The status of an execution. */
  public Status status(String arn) {
    return components.executions().get(arn).status();
  }

  /** Stops all executions; they continue when the folder is opened again. */
  @Override
  public void close() {
    components.runtime().timer().close();
  }
}
