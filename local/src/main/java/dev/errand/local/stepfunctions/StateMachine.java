package dev.errand.local.stepfunctions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state machine as it is now.
 *
 * @param revision which definition new executions run: the SHA-256 of its text, in hex
 * @param created when it was first deployed
 * @param type {@code STANDARD} or {@code EXPRESS}
 * @param update the latest update, if there was one
 * @param versions that were published and are not deleted, oldest first
 * @param latestVersion the number of the version that was published last; 0 if none was
 * @param aliases in no order
 * @param tags by key
 * @param deleted whether it was deleted; it is kept for its executions
 */
public record StateMachine(
    String arn,
    String name,
    String roleArn,
    String revision,
    Instant created,
    String type,
    Optional<Update> update,
    List<Version> versions,
    int latestVersion,
    List<Alias> aliases,
    Map<String, String> tags,
    boolean deleted) {

  /** A change of the definition or the role. */
  record Update(String revisionId, Instant date) {}

  /** A definition and a role that were published. */
  record Version(
      int number, String revision, String roleArn, Instant created, Optional<String> description) {

    String arn(StateMachine machine) {
      return machine.arn() + ":" + number;
    }
  }

  /** A file of an older stage may lack members. */
  public StateMachine {
    type = type == null ? "STANDARD" : type;
    update = update == null ? Optional.empty() : update;
    versions = versions == null ? List.of() : List.copyOf(versions);
    latestVersion =
        Math.max(latestVersion, versions.stream().mapToInt(Version::number).max().orElse(0));
    aliases = aliases == null ? List.of() : List.copyOf(aliases);
    tags = tags == null ? Map.of() : Map.copyOf(tags);
  }

  static StateMachine create(
      String arn, String name, String roleArn, String revision, Instant created, String type) {
    return new StateMachine(
        arn,
        name,
        roleArn,
        revision,
        created,
        type,
        Optional.empty(),
        List.of(),
        0,
        List.of(),
        Map.of(),
        false);
  }

  boolean isExpress() {
    return type.equals("EXPRESS");
  }

  StateMachine updated(String newRoleArn, String newRevision, Update newUpdate) {
    return copy(
        newRoleArn, newRevision, Optional.of(newUpdate), versions, latestVersion, aliases, tags);
  }

  /** With the versions, aliases and tags of another. */
  StateMachine withAllOf(StateMachine other) {
    return copy(
        roleArn, revision, update, other.versions, other.latestVersion, other.aliases, other.tags);
  }

  StateMachine withVersions(List<Version> newVersions) {
    return copy(roleArn, revision, update, newVersions, latestVersion, aliases, tags);
  }

  StateMachine withAliases(List<Alias> newAliases) {
    return copy(roleArn, revision, update, versions, latestVersion, newAliases, tags);
  }

  StateMachine withTags(Map<String, String> newTags) {
    return copy(roleArn, revision, update, versions, latestVersion, aliases, newTags);
  }

  private StateMachine copy(
      String newRoleArn,
      String newRevision,
      Optional<Update> newUpdate,
      List<Version> newVersions,
      int newLatestVersion,
      List<Alias> newAliases,
      Map<String, String> newTags) {
    return new StateMachine(
        arn,
        name,
        newRoleArn,
        newRevision,
        created,
        type,
        newUpdate,
        newVersions,
        newLatestVersion,
        newAliases,
        newTags,
        deleted);
  }

  /** Its versions, aliases and tags go with it. */
  StateMachine asDeleted() {
    return new StateMachine(
        arn, name, roleArn, revision, created, type, update, List.of(), 0, List.of(), Map.of(),
        true);
  }

  Optional<Alias> alias(String aliasName) {
    return aliases.stream().filter(alias -> alias.name().equals(aliasName)).findFirst();
  }

  Optional<Version> version(int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }
}
