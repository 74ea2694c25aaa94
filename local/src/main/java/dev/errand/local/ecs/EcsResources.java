package dev.errand.local.ecs;

import dev.errand.local.template.ClusterSpec;
import java.util.List;
import java.util.Optional;

/** The clusters and task definitions of the stage, found by each name that ECS accepts. */
record EcsResources(List<ClusterSpec> clusters, TaskDefinitions definitions) {

  Optional<ClusterSpec> cluster(String nameOrArn) {
    return clusters.stream()
        .filter(spec -> nameOrArn.equals(spec.name()) || nameOrArn.equals(spec.arn()))
        .findFirst();
  }

  Optional<TaskDefinition> definition(String nameOrArn) {
    return definitions.find(nameOrArn);
  }
}
