package dev.errand.functions.tasklog;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Tasks' logs in CloudWatch Logs.
 *
 * <p>The log driver {@code awslogs} names the stream of a task {@code prefix/container/task-id}
 * (Amazon ECS Developer Guide, "Send Amazon ECS logs to CloudWatch", {@code
 * awslogs-stream-prefix}). A page of {@code GetLogEvents} has 1 MB or 10,000 events at most and may
 * be partly full or empty; the log has been read to its beginning when the answer's {@code
 * nextBackwardToken} is the token of the call (CloudWatch Logs API reference, {@code
 * GetLogEvents}). An account may make 10 such calls a second, in some regions 25 or 30; the quota
 * cannot be raised (AWS General Reference, "Amazon CloudWatch Logs endpoints and quotas").
 */
public final class CloudWatchTaskLogs implements TaskLogs {

  /** In front of the task's id; the template sets it for the tasks of every report type. */
  static final String STREAM_PREFIX = "worker/worker/";

  /** The maximum number of calls for one answer. */
  private static final int MAX_CALLS = 3;

  /** The maximum number of characters in one answer. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  /** Longer lines are cut. */
  private static final int MAX_LINE = 8 * 1024;

  private final CloudWatchLogsClient logs;
  private final String logGroup;

  /**
   * The logs of the tasks.
   *
   * @param logGroup the name of the log group that they are in
   */
  public CloudWatchTaskLogs(CloudWatchLogsClient logs, String logGroup) {
    this.logs = logs;
    this.logGroup = logGroup;
  }

  @Override
  public Optional<TaskLog> newest(String taskId, int lines) {
    try {
      return Optional.of(read(STREAM_PREFIX + taskId, lines));
    } catch (ResourceNotFoundException none) {
      return Optional.empty();
    }
  }

  /** Reads one line more than is asked for, to see whether there is one. */
  private TaskLog read(String stream, int lines) {
    Deque<TaskLog.Line> read = new ArrayDeque<>();
    int characters = 0;
    String token = null;
    for (int call = 0; call < MAX_CALLS; call++) {
      GetLogEventsResponse page = page(stream, lines + 1 - read.size(), token);
      List<OutputLogEvent> events = page.events();
      for (int i = events.size() - 1; i >= 0; i--) {
        TaskLog.Line line = line(events.get(i));
        characters += line.text().length();
        if (read.size() == lines || characters > MAX_CHARACTERS) {
          return new TaskLog(List.copyOf(read), false);
        }
        read.addFirst(line);
      }
      if (page.nextBackwardToken().equals(token)) {
        return new TaskLog(List.copyOf(read), true);
      }
      token = page.nextBackwardToken();
    }
    return new TaskLog(List.copyOf(read), false);
  }

  private GetLogEventsResponse page(String stream, int events, String token) {
    return logs.getLogEvents(
        get ->
            get.logGroupName(logGroup)
                .logStreamName(stream)
                .startFromHead(false)
                .limit(events)
                .nextToken(token));
  }

  private static TaskLog.Line line(OutputLogEvent event) {
    String text = event.message();
    return new TaskLog.Line(
        Instant.ofEpochMilli(event.timestamp()),
        text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text);
  }
}
