package dev.errand.worker;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.FailureCode;
import dev.errand.core.ParsedRequest;
import dev.errand.core.ReportRequest;
import dev.errand.core.RequestParser;
import dev.errand.core.Violation;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.progress.TaskId;
import dev.errand.worker.records.BearerToken;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.secret.SecretsManagerSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The settings of the worker, from environment variables.
 *
 * @param request {@code REPORT_REQUEST}
 * @param task {@code EXECUTION_NAME}, {@code EXECUTION_STARTED_AT} and {@code TASK_NUMBER} (default
 *     0.0.0)
 * @param records {@code RECORDS_API_URL}, {@code RECORDS_API_TOKEN}, {@code
 *     RECORDS_API_TOKEN_SECRET_ARN} (without it, the token never changes), {@code
 *     RECORDS_API_CONNECTIONS} (default 4), {@code RECORDS_API_PAGE_SIZE} (default 5000)
 * @param destination {@code BUCKET_NAME}, or {@code OUTPUT_FOLDER} for a manual run
 * @param table {@code TABLE_NAME}; without it, no progress is written
 * @param retention {@code REPORT_RETENTION_DAYS} (default 90): how long the report is kept
 * @param deadline {@code DEADLINE_SECONDS} from now; empty if it is not set
 * @param checkpointInterval {@code CHECKPOINT_MILLIS} (default 5000)
 */
record Settings(
    ReportRequest request,
    TaskId task,
    RecordsApiSettings records,
    Destination destination,
    Optional<String> table,
    Duration retention,
    Optional<Instant> deadline,
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
  static Settings read(Map<String, String> environment, Instant now, Consumer<String> warn) {
    ReportRequest request =
        request(
            required(
                environment,
                "REPORT_REQUEST",
                "the report request as JSON; the state machine passes its input in it"));
    String executionName =
        required(environment, "EXECUTION_NAME", "the name of the execution that runs this report");
    return new Settings(
        request,
        task(environment, executionName),
        new RecordsApiSettings(
            url(required(environment, "RECORDS_API_URL", "the base URL of the records API")),
            token(environment, warn),
            number(environment, "RECORDS_API_CONNECTIONS", 4, 64),
            number(environment, "RECORDS_API_PAGE_SIZE", 5000, 5000),
            RecordsApiSettings.LIMITS),
        destination(environment),
        value(environment, "TABLE_NAME"),
        Duration.ofDays(number(environment, "REPORT_RETENTION_DAYS", 90, 3650)),
        deadline(environment, now),
        Duration.ofMillis(number(environment, "CHECKPOINT_MILLIS", 5000, 3_600_000)));
  }

  private static ReportRequest request(String text) {
    ParsedRequest parsed = new RequestParser().parse(text);
    if (parsed instanceof ParsedRequest.Valid valid) {
      return valid.request();
    }
    String why =
        parsed instanceof ParsedRequest.Invalid invalid
            ? invalid.violations().stream().map(Settings::sentence).collect(Collectors.joining(" "))
            : malformed((ParsedRequest.Malformed) parsed);
    throw new WorkerFailure(
        FailureCode.INVALID_REQUEST, "REPORT_REQUEST is not a valid report request: " + why);
  }

  private static String sentence(Violation violation) {
    return (violation.pointer().isEmpty() ? "" : violation.pointer() + ": ") + violation.detail();
  }

  private static String malformed(ParsedRequest.Malformed malformed) {
    return "%s (line %d, column %d)"
        .formatted(malformed.detail(), malformed.line(), malformed.column());
  }

  /**
   * The attempt of this task; the other variables may be missing.
   *
   * @throws WorkerFailure if {@code EXECUTION_NAME} is not a valid name
   */
  static Optional<Attempt> attempt(Map<String, String> environment) {
    return value(environment, "EXECUTION_NAME").map(Settings::attempt);
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

  private static TaskId task(Map<String, String> environment, String executionName) {
    String startedAt =
        required(
            environment,
            "EXECUTION_STARTED_AT",
            "the start time of that execution, for example 2026-11-24T10:00:00Z");
    try {
      return TaskId.of(
          new ExecutionId(attempt(executionName), Instant.parse(startedAt)),
          value(environment, "TASK_NUMBER").orElse("0.0.0"));
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

  private static BearerToken token(Map<String, String> environment, Consumer<String> warn) {
    String text =
        required(environment, "RECORDS_API_TOKEN", "the bearer token for the records API");
    String token =
        BearerToken.parse(text)
            .orElseThrow(
                () ->
                    new WorkerFailure(
                        FailureCode.WORKER_MISCONFIGURED,
                        "RECORDS_API_TOKEN has a character that is invalid in an HTTP header. Store"
                            + " only the token, in visible ASCII characters, in the secret of"
                            + " RecordsApiTokenSecretArn."));
    return value(environment, "RECORDS_API_TOKEN_SECRET_ARN")
        .map(arn -> new BearerToken(token, new SecretsManagerSecret(arn, warn)))
        .orElseGet(() -> BearerToken.fixed(token));
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // handled like any other invalid URL
    }
    throw new WorkerFailure(
        FailureCode.WORKER_MISCONFIGURED,
        "RECORDS_API_URL must be an http or https URL without a query.");
  }

  private static Destination destination(Map<String, String> environment) {
    Optional<String> folder = value(environment, "OUTPUT_FOLDER");
    if (folder.isPresent()) {
      return new Destination.Folder(Path.of(folder.get()));
    }
    return new Destination.Bucket(
        required(environment, "BUCKET_NAME", "the bucket for the artifacts"));
  }

  private static Optional<Instant> deadline(Map<String, String> environment, Instant now) {
    if (value(environment, "DEADLINE_SECONDS").isEmpty()) {
      return Optional.empty();
    }
    int seconds = number(environment, "DEADLINE_SECONDS", 1, Integer.MAX_VALUE);
    return Optional.of(now.plusSeconds(seconds));
  }

  private static int number(Map<String, String> environment, String name, int other, int max) {
    Optional<String> text = value(environment, name);
    if (text.isEmpty()) {
      return other;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // handled like a number out of range
    }
    throw new WorkerFailure(
        FailureCode.WORKER_MISCONFIGURED,
        "%s must be a whole number from 1 to %d.".formatted(name, max));
  }

  private static String required(Map<String, String> environment, String name, String meaning) {
    return value(environment, name)
        .orElseThrow(
            () ->
                new WorkerFailure(
                    FailureCode.WORKER_MISCONFIGURED,
                    "The environment variable %s is not set. It contains %s."
                        .formatted(name, meaning)));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
