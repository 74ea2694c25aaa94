package dev.errand.functions.tasklog;

import java.util.Optional;

/** What the tasks of reports logged. */
public interface TaskLogs {

  /**
   * The end of a task's log.
   *
   * @param taskId the last part of the task's ARN
   * @param lines the maximum number of lines
   * @return empty if the task has no log: it has logged nothing, or its log was deleted
   */
  Optional<TaskLog> newest(String taskId, int lines);
}
