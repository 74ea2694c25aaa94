package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.integrations.SdkCall;
import dev.errand.local.integrations.SdkService;
import dev.errand.states.definition.Definition;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step Functions for one account. Everything is kept in files under one folder; a process that is
 * killed at any moment and opened again goes on with its executions where they were.
 */
public final class StepFunctions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StepFunctions.class);

  /** Bytes in UTF-8 that an input may have. */
  private static final int MAX_INPUT = 262_144;

  private static final ExecutionSnapshot NOT_BEGUN =
      new ExecutionSnapshot(Map.of(), 0, 0, Optional.empty());

  private static final Pattern TRACE_HEADER = Pattern.compile("\\p{ASCII}{0,256}");

  private static final Duration REDRIVABLE_FOR = Duration.ofDays(14);

  private final Arns arns;
  private final StepFunctionsStore store;
  private final SharedServices services;
  private final StateMachines machines;
  private final StateMachineAliases aliases;
  private final Activities activities;
  private final MapRuns mapRuns;
  private final Map<String, CompletableFuture<Execution>> ends = new ConcurrentHashMap<>();
  private final Map<String, Summary> summaries = new ConcurrentHashMap<>();
  private final Map<String, LiveExecution> live = new ConcurrentHashMap<>();

  private StepFunctions(Settings settings) {
    this.arns = new Arns(settings.account());
    this.store = new StepFunctionsStore(settings.folder());
    this.activities = new Activities(store, arns);
    ServiceIntegrations callable = callable(settings.integrations());
    this.services =
        new SharedServices(
            store,
            settings.account(),
            settings.timer(),
            withMapRuns(callable),
            settings.statusEvents(),
            settings.waits(),
            this::follow);
    this.machines = new StateMachines(store, settings.account(), callable, settings.timer());
    this.aliases = new StateMachineAliases(machines, settings.timer());
    this.mapRuns = new MapRuns(this, arns, services, store.mapRuns());
  }

  /** What a state waits for besides; no Task state can name it. */
  private ServiceIntegrations withMapRuns(ServiceIntegrations callable) {
    Map<String, ServiceIntegration> all = new HashMap<>(callable.byResource());
    all.put(arns.mapRun("*"), this::startMapRun);
    return new ServiceIntegrations(all);
  }

  private ServiceIntegration.RunningCall startMapRun(ServiceIntegration.Call call) {
    return mapRuns.start(call);
  }

  /** What the stage offers, and what Step Functions itself does. */
  private ServiceIntegrations callable(ServiceIntegrations offered) {
    Map<String, ServiceIntegration> all = new HashMap<>(offered.byResource());
    ServiceIntegration startExecution = new StartExecutionCall(this);
    StartExecutionCall.RESOURCES.forEach(resource -> all.put(resource, startExecution));
    all.putAll(new SdkCall(SdkService.SFN, new StepFunctionsApi(this).operations()).byResource());
    all.put(arns.activity("*"), activities);
    return new ServiceIntegrations(all);
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
      ServiceIntegrations integrations,
      Consumer<ObjectNode> statusEvents,
      Timer timer,
      double waits) {

    /** In real time. */
    public Settings(
        Path folder,
        Account account,
        ServiceIntegrations integrations,
        Consumer<ObjectNode> statusEvents) {
      this(folder, account, integrations, statusEvents, Timer.real(), 1);
    }
  }

  /** Reads what is kept and goes on with every execution that runs. */
  public static StepFunctions open(Settings settings) {
    StepFunctions opened = new StepFunctions(settings);
    List<Execution> kept = opened.store.executions().toList();
    kept.forEach(execution -> opened.summaries.put(execution.arn(), Summary.of(execution)));
    kept.forEach(opened::takeUpOrLeave);
    opened.mapRuns.stopAbandoned();
    return opened;
  }

  /** An older build may have taken a definition that is refused today. */
  private void takeUpOrLeave(Execution execution) {
    try {
      takeUp(execution);
    } catch (InvalidDefinition e) {
      LOG.error(
          "{} does not go on: its definition is refused. Start an execution with a corrected one: {}",
          execution.arn(),
          e.getMessage());
    }
  }

  private void takeUp(Execution execution) {
    if (execution.isRunning() || !execution.unsent().isEmpty()) {
      LiveExecution running = new LiveExecution(services, execution, definition(execution));
      live.put(execution.arn(), running);
      running.resume();
    }
  }

  /**
   * Creates a state machine, or gives it a new definition; executions that run keep theirs.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public StateMachine deploy(String name, String definition) {
    return machines.deploy(name, definition);
  }

  /** All of them, by name. */
  public List<StateMachine> stateMachines() {
    return machines.all();
  }

  /**
   * The state machine of that ARN.
   *
   * @throws AwsError {@code StateMachineDoesNotExist}, {@code InvalidArn}
   */
  public StateMachine stateMachine(String arn) {
    return machines.get(arn);
  }

  StateMachineAliases aliases() {
    return aliases;
  }

  SharedServices services() {
    return services;
  }

  StateMachines machines() {
    return machines;
  }

  Activities activities() {
    return activities;
  }

  MapRuns mapRuns() {
    return mapRuns;
  }

  /** The execution of that ARN, which runs. */
  LiveExecution running(String arn) {
    return Optional.ofNullable(live.get(arn))
        .orElseThrow(() -> StatesError.runtime("The execution has ended: " + arn));
  }

  /** The execution of that ARN, if it was started. */
  Optional<Execution> find(String arn) {
    return summaries.containsKey(arn) ? Optional.of(execution(arn)) : Optional.empty();
  }

  /** The execution of that name. */
  Execution started(String stateMachineArn, String name) {
    return execution(arns.execution(machines.startable(stateMachineArn).machine().name(), name));
  }

  /** Completes with an execution once it has ended. */
  CompletableFuture<Execution> whenEnded(String arn) {
    CompletableFuture<Execution> end =
        ends.computeIfAbsent(arn, absent -> new CompletableFuture<>());
    Execution now = execution(arn);
    if (!now.isRunning()) {
      end.complete(now);
      ends.remove(arn);
    }
    return end;
  }

  /**
   * Takes the callback of a task: its end or its heartbeat, by the token of the task.
   *
   * @throws AwsError {@code InvalidToken}, {@code TaskTimedOut}
   */
  void callBack(String taskToken, BiConsumer<ExecutionUpdate, Integer> action) {
    TaskToken token = TaskToken.read(taskToken);
    LiveExecution running = live.get(token.executionArn());
    Optional<Branch> branch =
        Optional.ofNullable(running).flatMap(found -> found.calling(token.attempt()));
    if (branch.isEmpty()) {
      throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
    running.post(
        token.attempt(), branch.get().id(), update -> action.accept(update, branch.get().id()));
  }

  /** Deletes a state machine and ends what runs of it. */
  void delete(String stateMachineArn) {
    if (machines.delete(stateMachineArn)) {
      List.copyOf(live.values()).stream()
          .filter(run -> run.execution().start().stateMachineArn().equals(stateMachineArn))
          .forEach(run -> run.stop(null, null));
    }
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

  Execution start(String stateMachineArn, Optional<String> givenName, String input) {
    return start(stateMachineArn, givenName, input, Optional.empty());
  }

  synchronized Execution start(
      String stateMachineArn,
      Optional<String> givenName,
      String input,
      Optional<String> traceHeader) {
    StateMachines.Target target =
        machines.startable(stateMachineArn).routed(RandomGenerator.getDefault());
    StateMachine machine = target.machine();
    String name = givenName.orElseGet(() -> UUID.randomUUID().toString());
    ExecutionName.check(name);
    checkInput(input);
    traceHeader.ifPresent(StepFunctions::checkTraceHeader);
    String arn = arns.execution(machine.name(), name);
    if (summaries.containsKey(arn)) {
      return existing(arn, input);
    }
    Execution.Start start =
        new Execution.Start(
            arn,
            name,
            machine.arn(),
            target.version().map(StateMachine.Version::number),
            target.alias().map(Alias::name),
            target.revision(),
            now(),
            input,
            traceHeader,
            Optional.empty());
    return begin(start);
  }

  /** Begins an execution whose ARN no other has. */
  Execution begin(Execution.Start start) {
    Execution execution = Execution.begin(start, NOT_BEGUN);
    LiveExecution running = new LiveExecution(services, execution, definition(execution));
    live.put(start.arn(), running);
    try {
      running.begin();
    } catch (UncheckedIOException e) {
      live.remove(start.arn());
      throw e;
    }
    return running.execution();
  }

  private Execution existing(String arn, String input) {
    Execution existing = execution(arn);
    if (existing.isRunning() && existing.start().input().equals(input)) {
      return existing;
    }
    throw new AwsError("ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(arn));
  }

  private static void checkTraceHeader(String traceHeader) {
    if (!TRACE_HEADER.matcher(traceHeader).matches()) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'traceHeader' failed to satisfy constraint: "
              + "Member must satisfy regular expression pattern: "
              + TRACE_HEADER);
    }
  }

  private static void checkInput(String input) {
    if (input.getBytes(StandardCharsets.UTF_8).length > MAX_INPUT) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'input' failed to satisfy constraint: "
              + "Member must have length less than or equal to 262144");
    }
    try {
      Json.read(input);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '%s'"
              .formatted(input.isBlank() ? "Invalid execution input." : e.getOriginalMessage()));
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
    if (execution.start().mapRun().isPresent()) {
      throw new AwsError(
          "ExecutionNotRedrivable",
          "A child execution is redriven with the execution of its Map Run");
    }
    return redrive(execution);
  }

  /** Goes on with an execution that failed. */
  Instant redrive(Execution execution) {
    LiveExecution running =
        live.computeIfAbsent(
            execution.arn(),
            absent -> new LiveExecution(services, execution, definition(execution)));
    running.redrive();
    live.put(execution.arn(), running);
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

  /** Keeps what is known of an execution as it was saved. */
  private void follow(Execution execution) {
    summaries.put(execution.arn(), Summary.of(execution));
    if (!execution.isRunning()) {
      Optional.ofNullable(ends.remove(execution.arn())).ifPresent(end -> end.complete(execution));
      if (execution.unsent().isEmpty()) {
        live.remove(execution.arn());
      }
    }
  }

  private ExecutionDefinition definition(Execution execution) {
    Definition definition = machines.definition(execution.start().revision());
    return new ExecutionDefinition(
        definition,
        new Interpreter(
            definition,
            new Interpreter.Settings(
                services.timer(),
                RandomGenerator.getDefault(),
                services.account().region(),
                services.waits())),
        machines.ofExecution(execution));
  }

  private Instant now() {
    return services.timer().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Stops the clock; what runs goes on when it is opened again. */
  @Override
  public void close() {
    services.timer().close();
  }
}
