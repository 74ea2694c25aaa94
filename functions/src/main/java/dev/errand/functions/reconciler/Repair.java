package dev.errand.functions.reconciler;

/** What was done about a report that had gone without news for too long, or about a task. */
enum Repair {
  /** Nothing was wrong. */
  NONE,
  /** Its execution was missing and was started. */
  STARTED,
  /** What Step Functions says of its execution was recorded, since no event had told. */
  RECORDED,
  /** Its execution was told again to stop, since its client had asked for that. */
  STOPPED,
  /** A task that no execution waited for was stopped. */
  TASK_STOPPED
}
