package dev.errand.functions.report;

import java.time.Instant;

/**
 * How many tasks may run at once, over all clients.
 *
 * @param max 0 for any number
 */
public record TaskLimit(int max) {

  /** Any number of tasks. */
  public static final TaskLimit NONE = new TaskLimit(0);

  /** Whether there is a limit. */
  public boolean isSet() {
    return max > 0;
  }

  TaskSlot queued(Instant now) {
    return isSet() ? new TaskSlot.Waiting(now) : TaskSlot.NONE;
  }

  TaskSlot started() {
    return isSet() ? new TaskSlot.Held() : TaskSlot.NONE;
  }
}
