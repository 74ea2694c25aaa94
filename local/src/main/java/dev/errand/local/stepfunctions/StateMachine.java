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
 * @param versions that were published, oldest first
 * @param tags by key
 * @param deleted whether it is only kept for the sake of its executions
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
    Map<String, String> tags,
    boolean deleted) {

  /** A change of the definition or the role. */
  record Update(String revisionId, Instant date) {}

  /** A snapshot that was published. */
  record Version(int number, String revision, String roleArn, Instant created, String description) {

    String arn(StateMachine machine) {
      return machine.arn() + ":" + number;
    }
  }

  /** What a file leaves out that an older stage has written is nothing. */
  public StateMachine {
    type = type == null ? "STANDARD" : type;
    update = update == null ? Optional.empty() : update;
    versions = versions == null ? List.of() : List.copyOf(versions);
    tags = tags == null ? Map.of() : Map.copyOf(tags);
  }

  static StateMachine create(
      String arn, String name, String roleArn, String revision, Instant created, String type) {
    return new StateMachine(
        arn, name, roleArn, revision, created, type, Optional.empty(), List.of(), Map.of(), false);
  }

  boolean isExpress() {
    return type.equals("EXPRESS");
  }

  StateMachine updated(String newRoleArn, String newRevision, Update newUpdate) {
    return new StateMachine(
        arn,
        name,
        newRoleArn,
        newRevision,
        created,
        type,
        Optional.of(newUpdate),
        versions,
        tags,
        deleted);
  }

  StateMachine with(List<Version> newVersions) {
    return new StateMachine(
        arn, name, roleArn, revision, created, type, update, newVersions, tags, deleted);
  }

  StateMachine with(Map<String, String> newTags) {
    return new StateMachine(
        arn, name, roleArn, revision, created, type, update, versions, newTags, deleted);
  }

  StateMachine asDeleted() {
    return new StateMachine(
        arn, name, roleArn, revision, created, type, update, versions, tags, true);
  }

  Optional<Version> version(int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }
}
