package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.Definition;
import dev.errand.states.Interpreter;
import dev.errand.states.InvalidDefinition;
import dev.errand.states.Json;
import dev.errand.states.ServiceIntegration;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Step Functions for one account. Everything is kept in files under one folder; a process that is
 * killed at any moment and opened again goes on with its executions where they were.
 */
public final class StepFunctions implements AutoCloseable {

  /** Bytes in UTF-8 that an input may have. */
  private static final int MAX_INPUT = 262_144;

  private static final Duration REDRIVABLE_FOR = Duration.ofDays(14);

  private final Arns arns;
  private final Store store;
  private final Surroundings surroundings;
  private final Map<String, StateMachine> machines = new ConcurrentHashMap<>();
  private final Map<String, Definition> definitions = new ConcurrentHashMap<>();
  private final Map<String, Summary> summaries = new ConcurrentHashMap<>();
  private final Map<String, LiveExecution> live = new ConcurrentHashMap<>();

  private StepFunctions(Settings settings) {
    this.arns = new Arns(settings.account());
    this.store = new Store(settings.folder());
    this.surroundings =
        new Surroundings(
            store,
            settings.account(),
            settings.timer(),
            Map.copyOf(settings.integrations()),
            settings.statusEvents(),
            settings.waits(),
            this::changed);
  }

  /**
   * How to run.
   *
   * @param folder where everything is kept
   * @param integrations by the {@code Resource} that a Task state names
   * @param statusEvents gets every status event, at least once and in order for each execution; an
   *     event is offered again until this returns without an exception
   * @param waits what the delay before a retry and the time of a Wait state are multiplied by; 1 as
   *     AWS does
   */
  public record Settings(
      Path folder,
      Account account,
      Map<String, ServiceIntegration> integrations,
      Consumer<ObjectNode> statusEvents,
      Timer timer,
      double waits) {

    /** In real time. */
    public Settings(
        Path folder,
        Account account,
        Map<String, ServiceIntegration> integrations,
        Consumer<ObjectNode> statusEvents) {
      this(folder, account, integrations, statusEvents, Timer.real(), 1);
    }
  }

  /** Reads what is kept and goes on with every execution that runs. */
  public static StepFunctions open(Settings settings) {
    StepFunctions opened = new StepFunctions(settings);
    opened.store.machines().forEach(machine -> opened.machines.put(machine.arn(), machine));
    opened.store.executions().forEach(opened::takeUp);
    return opened;
  }

  private void takeUp(Execution execution) {
    summaries.put(execution.arn(), Summary.of(execution));
    if (execution.isRunning() || !execution.unsent().isEmpty()) {
      LiveExecution running = new LiveExecution(surroundings, execution, plan(execution));
      live.put(execution.arn(), running);
      running.resume();
    }
  }

  /**
   * Creates a state machine, or gives it a new definition; executions that run keep theirs.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public synchronized StateMachine deploy(String name, String definition) {
    ExecutionName.check(name);
    String revision = Digest.sha256(definition);
    definitions.put(revision, read(definition));
    String arn = arns.stateMachine(name);
    StateMachine machine =
        new StateMachine(
            arn,
            name,
            "arn:aws:iam::%s:role/%s".formatted(surroundings.account().id(), name),
            revision,
            Optional.ofNullable(machines.get(arn)).map(StateMachine::created).orElse(now()));
    store.save(machine, definition);
    machines.put(arn, machine);
    return machine;
  }

  /**
   * Creates a state machine. The same name with the same definition answers the one that is there.
   *
   * @throws AwsError {@code StateMachineAlreadyExists} if it has another definition
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  synchronized StateMachine create(String name, String definition) {
    ExecutionName.check(name);
    StateMachine present = machines.get(arns.stateMachine(name));
    if (present == null) {
      return deploy(name, definition);
    }
    if (present.revision().equals(Digest.sha256(definition))) {
      return present;
    }
    throw new AwsError(
        "StateMachineAlreadyExists", "State Machine Already Exists: '%s'".formatted(present.arn()));
  }

  /** All of them, by name. */
  public List<StateMachine> stateMachines() {
    return machines.values().stream()
        .sorted(java.util.Comparator.comparing(StateMachine::name))
        .toList();
  }

  /**
   * The state machine of that ARN.
   *
   * @throws AwsError {@code StateMachineDoesNotExist}, {@code InvalidArn}
   */
  public StateMachine stateMachine(String arn) {
    Arns.check(arn, "stateMachine");
    return Optional.ofNullable(machines.get(arn))
        .orElseThrow(
            () ->
                new AwsError(
                    "StateMachineDoesNotExist",
                    "State Machine Does Not Exist: '%s'".formatted(arn)));
  }

  /** The text of a definition. */
  String definition(String revision) {
    return store.definition(revision);
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
    return start(stateMachineArn, Optional.of(name), input).arn();
  }

  synchronized Execution start(String stateMachineArn, Optional<String> givenName, String input) {
    StateMachine machine = stateMachine(stateMachineArn);
    String name = givenName.orElseGet(() -> UUID.randomUUID().toString());
    ExecutionName.check(name);
    var document = document(input);
    String arn = arns.execution(machine.name(), name);
    if (summaries.containsKey(arn)) {
      return existing(arn, input);
    }
    Execution.Start start =
        new Execution.Start(arn, name, machine.arn(), machine.revision(), now(), input);
    Plan plan = plan(machine, machine.revision());
    Execution execution = Execution.begin(start, plan.interpreter().start(document));
    LiveExecution running = new LiveExecution(surroundings, execution, plan);
    live.put(arn, running);
    try {
      running.begin();
    } catch (UncheckedIOException e) {
      live.remove(arn);
      throw e;
    }
    return execution;
  }

  private Execution existing(String arn, String input) {
    Execution existing = execution(arn);
    if (existing.isRunning() && existing.start().input().equals(input)) {
      return existing;
    }
    throw new AwsError("ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(arn));
  }

  private static com.fasterxml.jackson.databind.JsonNode document(String input) {
    if (input.getBytes(StandardCharsets.UTF_8).length > MAX_INPUT) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'input' failed to satisfy constraint: "
              + "Member must have length less than or equal to 262144");
    }
    try {
      return Json.read(input);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '%s'".formatted(e.getOriginalMessage()));
    }
  }

  /**
   * Ends an execution and the task that it runs; one that has ended stays as it is.
   *
   * @param error may be {@code null}
   * @param cause may be {@code null}
   * @return when it stopped
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code InvalidArn}
   */
  public Instant stopExecution(String arn, String error, String cause) {
    execution(arn);
    Optional.ofNullable(live.get(arn)).ifPresent(running -> running.stop(error, cause));
    return execution(arn).outcome().stopDate();
  }

  /**
   * Starts an execution that failed again, in the state where it did.
   *
   * @return when
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code ExecutionNotRedrivable}
   */
  public synchronized Instant redriveExecution(String arn) {
    Execution execution = execution(arn);
    if (!execution.status().isRedrivable()) {
      throw new AwsError("ExecutionNotRedrivable", Redrive.reason(execution.status()));
    }
    if (execution.outcome().stopDate().plus(REDRIVABLE_FOR).isBefore(now())) {
      throw new AwsError(
          "ExecutionNotRedrivable", "Execution ended more than 14 days ago and cannot be redriven");
    }
    LiveExecution running =
        live.computeIfAbsent(
            arn, absent -> new LiveExecution(surroundings, execution, plan(execution)));
    running.redrive();
    live.put(arn, running);
    return running.execution().redrives().date();
  }

  Execution execution(String arn) {
    Arns.check(arn, "execution");
    return Optional.ofNullable(live.get(arn))
        .map(LiveExecution::execution)
        .or(() -> summaries.containsKey(arn) ? store.execution(arn) : Optional.empty())
        .orElseThrow(
            () ->
                new AwsError(
                    "ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
  }

  Collection<Summary> executions() {
    return summaries.values();
  }

  List<ObjectNode> history(Execution execution) {
    return store.history(execution);
  }

  /** The status of an execution. */
  public Status status(String arn) {
    return execution(arn).status();
  }

  private void changed(Execution execution) {
    summaries.put(execution.arn(), Summary.of(execution));
    if (!execution.isRunning() && execution.unsent().isEmpty()) {
      live.remove(execution.arn());
    }
  }

  private Plan plan(Execution execution) {
    StateMachine machine = machines.get(execution.start().stateMachineArn());
    return plan(machine, execution.start().revision());
  }

  private Plan plan(StateMachine machine, String revision) {
    Definition definition =
        definitions.computeIfAbsent(revision, missing -> read(store.definition(missing)));
    return new Plan(
        definition,
        new Interpreter(definition, surroundings.timer(), RandomGenerator.getDefault()),
        machine);
  }

  private Definition read(String definition) {
    return Definition.read(definition, surroundings.integrations().keySet());
  }

  private Instant now() {
    return surroundings.timer().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Stops the clock; what runs goes on when it is opened again. */
  @Override
  public void close() {
    surroundings.timer().close();
  }
}
