package dev.errand.local.ecs;

import dev.errand.local.template.TaskDefinitionSpec;

/**
 * One revision of a task definition.
 *
 * @param revision from 1 on
 * @param active whether new tasks can be started from it
 */
record TaskDefinition(TaskDefinitionSpec spec, int revision, boolean active) {

  String arn() {
    return spec.arn() + ":" + revision;
  }

  boolean isOf(TaskDefinitionSpec other) {
    return spec.family().equals(other.family());
  }

  TaskDefinition replaced() {
    return new TaskDefinition(spec, revision, active && spec.keepsRevisions());
  }

  /** Whether it has this name: a family and a revision, or its ARN. */
  boolean isNamed(String revisionOrArn) {
    return revisionOrArn.equals(arn()) || revisionOrArn.equals(spec.family() + ":" + revision);
  }

  /** Whether its family has this name or ARN. */
  boolean isOfFamily(String familyOrArn) {
    return familyOrArn.equals(spec.family()) || familyOrArn.equals(spec.arn());
  }
}
