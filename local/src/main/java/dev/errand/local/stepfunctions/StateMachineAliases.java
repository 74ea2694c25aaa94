package dev.errand.local.stepfunctions;

import dev.errand.local.awsjson.AwsError;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The aliases of an account's state machines. */
final class StateMachineAliases {

  /** The maximum number of aliases of a state machine. */
  private static final int LIMIT = 100;

  private final StateMachines machines;
  private final InstantSource clock;

  StateMachineAliases(StateMachines machines, InstantSource clock) {
    this.machines = machines;
    this.clock = clock;
  }

  /** Creates an alias; the same request again returns the one that exists. */
  synchronized StateMachines.Target create(
      String name, Optional<String> description, Routing routing) {
    StateMachine machine = machines.get(routing.stateMachineArn());
    List<Alias.Route> routes = routing.routes(machine);
    Alias alias = new Alias(name, description, routes, now(), now());
    Optional<Alias> present = machine.alias(name);
    if (present.isPresent()) {
      return target(machine, unchanged(present.get(), alias));
    }
    if (machine.aliases().size() >= LIMIT) {
      throw new AwsError(
          "ServiceQuotaExceededException",
          "Failed to create alias because the state machine has %d aliases, the largest number."
              .formatted(LIMIT));
    }
    change(machine, all -> Stream.concat(all.stream(), Stream.of(alias)).toList());
    return target(machine, alias);
  }

  private static Alias unchanged(Alias present, Alias asked) {
    if (!sameContent(present, asked)) {
      throw new AwsError(
          "ConflictException",
          "Failed to create alias because an alias with the same name and a different routing configuration already exists.");
    }
    return present;
  }

  private static boolean sameContent(Alias one, Alias other) {
    return one.description().equals(other.description()) && one.routes().equals(other.routes());
  }

  /** Updates an alias; without a change it stays as it is. */
  synchronized Alias update(String arn, Optional<String> description, Optional<Routing> routing) {
    StateMachines.Target target = get(arn);
    Alias before = target.alias().orElseThrow();
    Alias after =
        new Alias(
            before.name(),
            description.or(before::description),
            routing.map(asked -> asked.routes(target.machine())).orElse(before.routes()),
            before.created(),
            now());
    if (sameContent(before, after)) {
      return before;
    }
    change(
        target.machine(),
        all -> all.stream().map(alias -> alias.equals(before) ? after : alias).toList());
    return after;
  }

  synchronized void delete(String arn) {
    StateMachines.Target target = get(arn);
    change(
        target.machine(),
        all -> all.stream().filter(alias -> !target.alias().equals(Optional.of(alias))).toList());
  }

  /**
   * The alias of that ARN, and its state machine.
   *
   * @throws AwsError {@code ResourceNotFound}, {@code InvalidArn}
   */
  StateMachines.Target get(String arn) {
    Arns.check(arn, "stateMachine");
    return machines.findAlias(arn).orElseThrow(StateMachineAliases::notFound);
  }

  /** Of a state machine, or of one of its versions; the newest first. */
  List<Alias> of(StateMachines.Target target) {
    List<Alias> aliases = new ArrayList<>(target.machine().aliases());
    target
        .version()
        .ifPresent(version -> aliases.removeIf(alias -> !alias.leadsTo(version.number())));
    aliases.sort(Comparator.comparing(Alias::created).reversed().thenComparing(Alias::name));
    return aliases;
  }

  static AwsError notFound() {
    return new AwsError("ResourceNotFound", "Request references a resource that does not exist.");
  }

  private void change(StateMachine machine, UnaryOperator<List<Alias>> change) {
    machines.change(machine.arn(), now -> now.withAliases(change.apply(now.aliases())));
  }

  private static StateMachines.Target target(StateMachine machine, Alias alias) {
    return new StateMachines.Target(machine, Optional.empty(), Optional.of(alias));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
