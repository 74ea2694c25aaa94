package dev.errand.local.stepfunctions;

import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The state machines of an account. */
final class StateMachines {

  private static final int MAX_TAGS = 50;

  private final StepFunctionsStore store;
  private final Arns arns;
  private final Account account;
  private final Definitions definitions;
  private final InstantSource clock;
  private final Map<String, StateMachine> machines = new ConcurrentHashMap<>();

  StateMachines(
      StepFunctionsStore store, Definitions definitions, Account account, InstantSource clock) {
    this.store = store;
    this.definitions = definitions;
    this.arns = new Arns(account);
    this.account = account;
    this.clock = clock;
    store.machines().forEach(machine -> machines.put(machine.arn(), machine));
  }

  /** A request for CreateStateMachine. */
  record Request(String name, String definition, Optional<String> roleArn, String type) {}

  /** Creates a state machine, or gives it a new definition. */
  synchronized StateMachine deploy(String name, String definition) {
    ExecutionName.check(name);
    String revision = definitions.read(definition);
    StateMachine present = machines.get(arns.stateMachine(name));
    StateMachine machine =
        StateMachine.create(
            arns.stateMachine(name),
            name,
            ownRole(name),
            revision,
            Optional.ofNullable(present).map(StateMachine::created).orElse(now()),
            "STANDARD");
    return save(present == null ? machine : machine.withAllOf(present), definition);
  }

  /** Creates a state machine; the same request again returns the one that exists. */
  synchronized StateMachine create(Request request) {
    ExecutionName.check(request.name());
    String role = request.roleArn().orElse(ownRole(request.name()));
    String revision = definitions.read(request.definition());
    StateMachine present = machines.get(arns.stateMachine(request.name()));
    if (present == null || present.deleted()) {
      return save(
          StateMachine.create(
              arns.stateMachine(request.name()),
              request.name(),
              role,
              revision,
              now(),
              request.type()),
          request.definition());
    }
    if (present.revision().equals(revision)
        && present.type().equals(request.type())
        && (present.roleArn().equals(role) || present.roleArn().equals(ownRole(present.name())))) {
      return present;
    }
    throw new AwsError(
        "StateMachineAlreadyExists", "State Machine Already Exists: '%s'".formatted(present.arn()));
  }

  /** Updates a state machine; without a change it stays as it is. */
  synchronized StateMachine update(
      String arn, Optional<String> definition, Optional<String> roleArn) {
    StateMachine machine = get(arn);
    String revision = definition.map(definitions::read).orElse(machine.revision());
    String role = roleArn.orElse(machine.roleArn());
    if (machine.update().isPresent()
        && revision.equals(machine.revision())
        && role.equals(machine.roleArn())) {
      return machine;
    }
    return save(
        machine.updated(
            role, revision, new StateMachine.Update(UUID.randomUUID().toString(), now())),
        definition.orElseGet(() -> definitions.text(machine.revision())));
  }

  /**
   * Replaces a state machine by a changed one; no other change happens meanwhile.
   *
   * @return the changed one
   * @throws AwsError {@code StateMachineDoesNotExist}, {@code InvalidArn}
   */
  synchronized StateMachine change(String arn, UnaryOperator<StateMachine> change) {
    StateMachine machine = get(arn);
    StateMachine changed = change.apply(machine);
    return changed.equals(machine) ? machine : save(changed);
  }

  /** Deletes a state machine; false if there was none. */
  synchronized boolean delete(String arn) {
    Arns.check(arn, "stateMachine");
    StateMachine machine = machines.get(arn);
    if (machine == null || machine.deleted()) {
      return false;
    }
    save(machine.asDeleted());
    return true;
  }

  synchronized void tag(String arn, Map<String, String> added, List<String> removed) {
    StateMachine machine =
        find(arn)
            .map(Target::machine)
            .orElseThrow(
                () -> new AwsError("ResourceNotFound", "Resource not found: '%s'".formatted(arn)));
    Map<String, String> tags = new TreeMap<>(machine.tags());
    tags.putAll(added);
    removed.forEach(tags::remove);
    if (tags.size() > MAX_TAGS) {
      throw new AwsError("TooManyTags", "A resource can have at most 50 tags");
    }
    save(machine.withTags(tags));
  }

  /** A state machine, and the version or alias of it that an ARN names. */
  record Target(
      StateMachine machine, Optional<StateMachine.Version> version, Optional<Alias> alias) {

    String revision() {
      return version.map(StateMachine.Version::revision).orElse(machine.revision());
    }

    /** With the version that its alias, if it has one, gives to a new execution. */
    Target routed(RandomGenerator random) {
      return alias.isEmpty()
          ? this
          : new Target(machine, machine.version(alias.get().draw(random)), alias);
    }
  }

  /** What an ARN of a state machine or of a version names. */
  Target target(String arn) {
    Arns.check(arn, "stateMachine");
    return find(arn).orElseThrow(() -> doesNotExist(arn));
  }

  /** What an ARN of a state machine, a version or an alias names. */
  Target startable(String arn) {
    Arns.check(arn, "stateMachine");
    return find(arn).or(() -> findAlias(arn)).orElseThrow(() -> doesNotExist(arn));
  }

  private static AwsError doesNotExist(String arn) {
    return new AwsError(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'".formatted(arn));
  }

  /** The same; nothing if it names none. */
  Optional<Target> find(String arn) {
    StateMachine whole = machines.get(arn);
    if (whole != null) {
      return whole.deleted()
          ? Optional.empty()
          : Optional.of(new Target(whole, Optional.empty(), Optional.empty()));
    }
    int colon = arn.lastIndexOf(':');
    StateMachine machine = machines.get(arn.substring(0, Math.max(0, colon)));
    String number = arn.substring(colon + 1);
    if (machine == null || machine.deleted() || !number.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return machine
        .version(Integer.parseInt(number))
        .map(version -> new Target(machine, Optional.of(version), Optional.empty()));
  }

  /** The state machine of an alias, and the alias. */
  Optional<Target> findAlias(String arn) {
    int colon = arn.lastIndexOf(':');
    return Optional.ofNullable(machines.get(arn.substring(0, Math.max(0, colon))))
        .filter(machine -> !machine.deleted())
        .flatMap(
            machine ->
                machine
                    .alias(arn.substring(colon + 1))
                    .map(alias -> new Target(machine, Optional.empty(), Optional.of(alias))));
  }

  StateMachine get(String arn) {
    return target(arn).machine();
  }

  /** The state machine of an execution, even if it was deleted. */
  StateMachine ofExecution(Execution execution) {
    return machines.get(execution.start().stateMachineArn());
  }

  List<StateMachine> all() {
    return machines.values().stream()
        .filter(machine -> !machine.deleted())
        .sorted(Comparator.comparing(StateMachine::name))
        .toList();
  }

  private String ownRole(String name) {
    return "arn:aws:iam::%s:role/%s".formatted(account.id(), name);
  }

  private StateMachine save(StateMachine machine, String definition) {
    store.save(machine, definition);
    machines.put(machine.arn(), machine);
    return machine;
  }

  private StateMachine save(StateMachine machine) {
    store.save(machine);
    machines.put(machine.arn(), machine);
    return machine;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
