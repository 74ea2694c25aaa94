package dev.errand.core.type;

import java.time.Duration;

/**
 * The task that writes the reports of a type.
 *
 * @param cpu CPU units of Amazon ECS: 1024 are one vCPU
 * @param memory in MiB
 * @param timeLimit how long one task may run
 * @param image what its container runs
 */
public record TaskSettings(int cpu, int memory, Duration timeLimit, Image image) {

  /** What the container of a task runs. */
  public enum Image {
    /** The worker of this project, which reads the source that the type describes. */
    WORKER,
    /** A container of the operator's own. */
    OWN
  }
}
