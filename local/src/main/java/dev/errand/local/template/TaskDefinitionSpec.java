package dev.errand.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ECS task definition.
 *
 * @param arn of the family, without a revision
 * @param cpu in units of 1/1024 vCPU
 * @param memory in MiB
 * @param keepsRevisions whether a revision that another replaces stays active ({@code
 *     UpdateReplacePolicy: Retain})
 */
public record TaskDefinitionSpec(
    String logicalId,
    String arn,
    String family,
    String cpu,
    String memory,
    boolean keepsRevisions,
    List<ContainerSpec> containers) {

  /**
   * A container of the task.
   *
   * @param environment values by name
   * @param secrets ARNs of secrets by the name of the variable that takes their value
   * @param stopTimeout between SIGTERM and SIGKILL; ECS's default is 30 seconds
   * @param log where it logs to, by the log driver {@code awslogs}
   * @param readOnlyRoot whether its file system is read-only, but for its volumes
   * @param user and group that its program has; those of its image if empty
   * @param volumes its folders on which volumes of the task are mounted
   */
  public record ContainerSpec(
      String name,
      String image,
      Map<String, String> environment,
      Map<String, String> secrets,
      Duration stopTimeout,
      Optional<LogSpec> log,
      boolean readOnlyRoot,
      Optional<String> user,
      List<String> volumes) {

    public ContainerSpec {
      // a stage of an earlier version has written none
      volumes = volumes == null ? List.of() : List.copyOf(volumes);
    }

    /** One whose definition says nothing of its file system and its user. */
    public ContainerSpec(
        String name,
        String image,
        Map<String, String> environment,
        Map<String, String> secrets,
        Duration stopTimeout,
        Optional<LogSpec> log) {
      this(name, image, environment, secrets, stopTimeout, log, false, Optional.empty(), List.of());
    }

    /** Without the environment's values. */
    @Override
    public String toString() {
      return "ContainerSpec[" + name + "]";
    }
  }

  /**
   * Where a container logs to.
   *
   * @param group the name of the log group
   * @param streamPrefix the first part of the name of each log stream
   */
  public record LogSpec(String group, String streamPrefix) {}
}
