package dev.errand.worker.progress;

import dev.errand.core.ExecutionId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One task of an execution. An execution starts a further task after a redrive, after a failed try,
 * or if it is unknown whether ECS started the previous one.
 *
 * @param execution the execution of the task
 * @param redrives the number of redrives of the execution
 * @param tries the number of failed tasks of the execution
 * @param retries the number of earlier requests to ECS for this task
 */
public record TaskId(ExecutionId execution, int redrives, int tries, int retries) {

  private static final Pattern NUMBER =
      Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})");

  /**
   * Parses the task number from the state machine: redrives, tries and retries, for example {@code
   * 0.2.0}.
   *
   * @throws IllegalArgumentException if the text is not a task number
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

  /** A string that sorts after those of all earlier tasks of the report. */
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
