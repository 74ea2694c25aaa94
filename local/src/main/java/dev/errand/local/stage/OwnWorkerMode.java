package dev.errand.local.stage;

/** How a stage runs own workers: the tasks of report types that have an image of their own. */
public enum OwnWorkerMode {
  /** As containers if a container engine answers, otherwise as processes. */
  AUTO,
  PROCESS,
  /** The stage does not start without a container engine. */
  CONTAINER
}
