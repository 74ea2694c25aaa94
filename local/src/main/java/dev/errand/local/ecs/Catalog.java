package dev.errand.local.ecs;

import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import java.util.List;
import java.util.Optional;

/** The clusters and task definitions that there are, found by every name that ECS takes. */
record Catalog(List<ClusterSpec> clusters, List<TaskDefinitionSpec> definitions) {

  Optional<ClusterSpec> cluster(String nameOrArn) {
    return clusters.stream()
        .filter(spec -> nameOrArn.equals(spec.name()) || nameOrArn.equals(spec.arn()))
        .findFirst();
  }

  Optional<TaskDefinitionSpec> definition(String nameOrArn) {
    return definitions.stream()
        .filter(
            spec ->
                nameOrArn.equals(spec.arn())
                    || nameOrArn.equals(spec.family())
                    || spec.arn().endsWith("/" + nameOrArn))
        .findFirst();
  }
}
