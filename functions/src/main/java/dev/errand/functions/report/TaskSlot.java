package dev.errand.functions.report;

import java.time.Instant;

/** Whether a report occupies one of the limited number of concurrent tasks. */
public sealed interface TaskSlot {

  /** It occupies none. */
  record None() implements TaskSlot {}

  /**
   * It waits until fewer tasks run. Its execution must not be started before that.
   *
   * @param since when it was queued; reports start in this order
   */
  record Waiting(Instant since) implements TaskSlot {}

  /** It occupies one, from before its execution is started until the execution has ended. */
  record Held() implements TaskSlot {}

  /** The slot of a report that occupies none. */
  TaskSlot NONE = new None();
}
