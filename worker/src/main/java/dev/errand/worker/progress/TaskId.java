package dev.errand.worker.progress;

import dev.errand.core.ExecutionId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One task of an execution. An execution starts another one after a redrive, after a try that
 * failed, or where ECS may not have started the one before.
 *
 * @param execution whose task it is
 * @param redrives how often the execution had been redriven
 * @param tries how many tasks of the execution had failed
 * @param retries how often ECS had been asked for this one before
 */
public record TaskId(ExecutionId execution, int redrives, int tries, int retries) {

  private static final Pattern NUMBER =
      Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})");

  /**
   * Reads a number as the state machine gives it: redrives, tries and retries, such as {@code
   * 0.2.0}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static TaskId of(ExecutionId execution, String number) {
    Matcher matcher = NUMBER.matcher(number);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the number of a task: " + number);
    }
    return new TaskId(
        execution,
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** A text that sorts later for each later task of the report. */
  String order() {
    return "%06d-%010d-%06d-%06d-%06d"
        .formatted(
            execution.attempt().number(),
            execution.startedAt().getEpochSecond(),
            redrives,
            tries,
            retries);
  }
}
