package dev.errand.functions.reconciler;

/** The repair of a report that had no update for too long, or of a task. */
enum Repair {
  /** Nothing was wrong. */
  NONE,
  /** Its execution was missing and was started. */
  STARTED,
  /** The status of its execution was recorded, since no event had arrived. */
  RECORDED,
  /** Its execution was stopped again, since its client had asked for that. */
  STOPPED,
  /** A task that no execution waited for was stopped. */
  TASK_STOPPED
}
