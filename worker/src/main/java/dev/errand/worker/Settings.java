package dev.errand.worker;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.progress.TaskId;
import dev.errand.worker.trace.TraceContext;
import dev.errand.worker.trace.XRay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings of the worker, from environment variables.
 *
 * @param report {@code REPORT_REQUEST} and how its records are read. For the type {@code records}:
 *     {@code RECORDS_API_URL}, {@code RECORDS_API_TOKEN}, {@code RECORDS_API_TOKEN_SECRET_ARN}
 *     (without it, the token never changes), {@code RECORDS_API_CONNECTIONS} (default 4), {@code
 *     RECORDS_API_PAGE_SIZE} (default 5000). For any other: {@code SOURCE_URL}, {@code
 *     SOURCE_TOKEN}, {@code SOURCE_TOKEN_SECRET_ARN}, {@code SOURCE_CONNECTIONS} (default 4)
 * @param task {@code EXECUTION_NAME}, {@code EXECUTION_STARTED_AT} and {@code TASK_NUMBER} (default
 *     0.0.0)
 * @param destination {@code BUCKET_NAME}, or {@code OUTPUT_FOLDER} for a manual run
 * @param table {@code TABLE_NAME}; without it, no progress is written
 * @param retention {@code REPORT_RETENTION_DAYS} (default 90): how long the report is kept
 * @param deadline {@code DEADLINE_SECONDS} from now; empty if it is not set
 * @param trace {@code _X_AMZN_TRACE_ID}; empty if the trace is not sampled
 * @param xRay where traces are sent; {@code AWS_ENDPOINT_URL_XRAY} or {@code AWS_ENDPOINT_URL}
 *     instead of X-Ray's endpoint
 * @param checkpointInterval {@code CHECKPOINT_MILLIS} (default 5000)
 */
record Settings(
    ReportSettings report,
    TaskId task,
    Destination destination,
    Optional<String> table,
    Duration retention,
    Optional<Instant> deadline,
    Optional<TraceContext> trace,
    XRay xRay,
    Duration checkpointInterval) {

  /** The destination of the artifacts. */
  sealed interface Destination {
    /** A bucket of Amazon S3. */
    record Bucket(String name) implements Destination {}

    /** A folder on this machine. */
    record Folder(Path path) implements Destination {}
  }

  /**
   * Reads the environment.
   *
   * @param warn receives messages of later reads of a secret
   * @throws WorkerFailure if something is missing or wrong
   */
  static Settings read(Map<String, String> variables, Instant now, Consumer<String> warn) {
    Environment environment = new Environment(variables);
    ReportSettings report = ReportSettings.read(environment, warn);
    String executionName =
        environment.required("EXECUTION_NAME", "the name of the execution that runs this report");
    return new Settings(
        report,
        task(environment, executionName),
        destination(environment),
        environment.value("TABLE_NAME"),
        Duration.ofDays(environment.number("REPORT_RETENTION_DAYS", 90, 3650)),
        deadline(environment, now),
        environment.value("_X_AMZN_TRACE_ID").flatMap(TraceContext::sampled),
        new XRay(
            environment
                .value("AWS_ENDPOINT_URL_XRAY")
                .or(() -> environment.value("AWS_ENDPOINT_URL"))),
        Duration.ofMillis(environment.number("CHECKPOINT_MILLIS", 5000, 3_600_000)));
  }

  /**
   * The attempt of this task; the other variables may be missing.
   *
   * @throws WorkerFailure if {@code EXECUTION_NAME} is not a valid name
   */
  static Optional<Attempt> attempt(Map<String, String> environment) {
    return new Environment(environment).value("EXECUTION_NAME").map(Settings::attempt);
  }

  private static Attempt attempt(String executionName) {
    try {
      return Attempt.fromExecutionName(executionName);
    } catch (IllegalArgumentException e) {
      throw new WorkerFailure(
          FailureCode.WORKER_MISCONFIGURED,
          "EXECUTION_NAME is not a valid name of an execution.",
          e);
    }
  }

  private static TaskId task(Environment environment, String executionName) {
    String startedAt =
        environment.required(
            "EXECUTION_STARTED_AT",
            "the start time of that execution, for example 2026-11-24T10:00:00Z");
    try {
      return TaskId.of(
          new ExecutionId(attempt(executionName), Instant.parse(startedAt)),
          environment.value("TASK_NUMBER").orElse("0.0.0"));
    } catch (DateTimeParseException e) {
      throw new WorkerFailure(
          FailureCode.WORKER_MISCONFIGURED,
          "EXECUTION_STARTED_AT must be a time in UTC, for example 2026-11-24T10:00:00Z.",
          e);
    } catch (IllegalArgumentException e) {
      throw new WorkerFailure(
          FailureCode.WORKER_MISCONFIGURED,
          "TASK_NUMBER must be the numbers of redrives, tries and retries, for example 0.0.0.",
          e);
    }
  }

  private static Destination destination(Environment environment) {
    Optional<String> folder = environment.value("OUTPUT_FOLDER");
    if (folder.isPresent()) {
      return new Destination.Folder(Path.of(folder.get()));
    }
    return new Destination.Bucket(
        environment.required("BUCKET_NAME", "the bucket for the artifacts"));
  }

  private static Optional<Instant> deadline(Environment environment, Instant now) {
    if (environment.value("DEADLINE_SECONDS").isEmpty()) {
      return Optional.empty();
    }
    int seconds = environment.number("DEADLINE_SECONDS", 1, Integer.MAX_VALUE);
    return Optional.of(now.plusSeconds(seconds));
  }
}
