package dev.errand.functions.tasklog;

import java.time.Instant;
import java.util.List;

/**
 * The end of a task's log.
 *
 * @param lines the oldest first
 * @param isComplete whether there are no earlier lines
 */
public record TaskLog(List<Line> lines, boolean isComplete) {

  public TaskLog {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param at when the task wrote it
   */
  public record Line(Instant at, String text) {}
}
