package dev.errand.functions.report;

import java.time.Instant;

/** How a report stands to the limit on tasks at once. */
public sealed interface Turn {

  /** It does not count. */
  record Free() implements Turn {}

  /**
   * It waits until fewer tasks run, and nobody may start its execution before that.
   *
   * @param since when it was queued; whoever was queued first is started first
   */
  record Waiting(Instant since) implements Turn {}

  /** It counts, from before its execution is started until that has ended. */
  record Counted() implements Turn {}

  /** The turn of a report that does not count. */
  Turn FREE = new Free();
}
