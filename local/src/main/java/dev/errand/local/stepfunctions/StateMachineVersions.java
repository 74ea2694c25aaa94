package dev.errand.local.stepfunctions;

import dev.errand.local.awsjson.AwsError;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The published versions of an account's state machines. */
final class StateMachineVersions {

  private final StateMachines machines;
  private final InstantSource clock;

  StateMachineVersions(StateMachines machines, InstantSource clock) {
    this.machines = machines;
    this.clock = clock;
  }

  /**
   * Publishes a state machine as it is now. The latest version is the answer if nothing has changed
   * since.
   *
   * @param revisionId of the update that the caller means to publish
   * @throws AwsError {@code ConflictException} if another update is the latest, {@code
   *     StateMachineDoesNotExist}, {@code InvalidArn}
   */
  StateMachine.Version publish(
      String arn, Optional<String> revisionId, Optional<String> description) {
    return latest(machines.change(arn, machine -> published(machine, revisionId, description)))
        .orElseThrow();
  }

  private StateMachine published(
      StateMachine machine, Optional<String> revisionId, Optional<String> description) {
    revisionId
        .filter(
            id -> !machine.update().map(StateMachine.Update::revisionId).equals(Optional.of(id)))
        .ifPresent(
            id -> {
              throw new AwsError(
                  "ConflictException",
                  "Failed to publish the State Machine version for revision %s. The current State Machine revision is %s."
                      .formatted(
                          id,
                          machine.update().map(StateMachine.Update::revisionId).orElse("INITIAL")));
            });
    if (latest(machine).filter(version -> isSame(machine, version)).isPresent()) {
      return machine;
    }
    List<StateMachine.Version> versions = new ArrayList<>(machine.versions());
    versions.add(
        new StateMachine.Version(
            machine.latestVersion() + 1,
            machine.revision(),
            machine.roleArn(),
            now(),
            description));
    return machine.withVersions(versions);
  }

  private static Optional<StateMachine.Version> latest(StateMachine machine) {
    List<StateMachine.Version> versions = machine.versions();
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  private static boolean isSame(StateMachine machine, StateMachine.Version version) {
    return version.revision().equals(machine.revision())
        && version.roleArn().equals(machine.roleArn());
  }

  /**
   * Deletes a version, if there is one of that ARN.
   *
   * @throws AwsError {@code ConflictException} if an alias leads to it, {@code InvalidArn}
   */
  void delete(String versionArn) {
    Arns.check(versionArn, "stateMachine");
    machines
        .find(versionArn)
        .filter(target -> target.version().isPresent())
        .ifPresent(
            target ->
                machines.change(
                    target.machine().arn(), machine -> without(machine, target.version().get())));
  }

  private static StateMachine without(StateMachine machine, StateMachine.Version version) {
    List<String> users =
        machine.aliases().stream()
            .filter(alias -> alias.leadsTo(version.number()))
            .map(Alias::name)
            .toList();
    if (!users.isEmpty()) {
      throw new AwsError(
          "ConflictException",
          "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: ["
              + String.join(", ", users)
              + "]");
    }
    return machine.withVersions(
        machine.versions().stream().filter(present -> !present.equals(version)).toList());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
