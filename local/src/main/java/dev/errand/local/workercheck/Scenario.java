package dev.errand.local.workercheck;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;
import dev.errand.local.process.Program;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of one report in a bucket and a table of their own. All scenarios have the same report,
 * so that the files of two of them can be compared.
 */
final class Scenario {

  /** The execution of every scenario. */
  static final ExecutionId EXECUTION =
      new ExecutionId(
          Attempt.first(new ReportId("01JDF3T7C4V5N6P7Q8R9S0T1V2")),
          Instant.parse("2026-11-24T10:00:00Z"));

  /** The number of the first task. */
  static final String FIRST = "0.0.0";

  /** The number of the task after a failed one. */
  static final String SECOND = "0.1.0";

  private final Services services;
  private final CheckSettings settings;
  private final String name;
  private final List<TaskLog> logs = new ArrayList<>();

  /** Creates the bucket and the table. */
  Scenario(Services services, CheckSettings settings, String name) {
    this.services = services;
    this.settings = settings;
    this.name = name;
    services.create(name);
  }

  /** Starts a task with a valid request. */
  TaskRun start(String taskNumber, Gate gate) {
    return start(taskNumber, gate, Map.of());
  }

  /** Starts a task with other values for some variables; an empty value removes a variable. */
  TaskRun start(String taskNumber, Gate gate, Map<String, String> changes) {
    return new TaskRun(
        settings.folder().resolve("processes"),
        services.s3Endpoint(),
        gate,
        s3 -> program(s3, taskNumber, changes));
  }

  private Program program(URI s3, String taskNumber, Map<String, String> changes) {
    String task = "%s-%d".formatted(name, logs.size() + 1);
    Path log = settings.folder().resolve("logs").resolve(task + ".log").toAbsolutePath();
    logs.add(new TaskLog(log));
    Map<String, String> environment = new HashMap<>(services.taskEnvironment());
    environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
    environment.put("BUCKET_NAME", name);
    environment.put("TABLE_NAME", name);
    environment.put("REPORT_REQUEST", settings.request());
    environment.put("EXECUTION_NAME", EXECUTION.attempt().executionName());
    environment.put("EXECUTION_STARTED_AT", EXECUTION.startedAt().toString());
    environment.put("TASK_NUMBER", taskNumber);
    environment.putAll(settings.variables());
    environment.putAll(settings.secrets());
    environment.putAll(changes);
    environment.values().removeIf(String::isEmpty);
    return new Program(task, settings.command(), environment, settings.directory(), log);
  }

  /** The logs of its tasks. */
  List<TaskLog> logs() {
    return List.copyOf(logs);
  }

  /** What its tasks have written. */
  StoredReport report() {
    return StoredReport.read(services.s3(), name, prefixes());
  }

  /** Where its tasks may write. */
  Prefixes prefixes() {
    return Prefixes.of(services.taskEnvironment());
  }

  /** Its progress item. */
  ProgressItem progress() {
    return ProgressItem.read(services.dynamoDb(), name);
  }

  /** Writes progress as a later task does. */
  ProgressItem startLaterTask() {
    ProgressItem.writeLater(services.dynamoDb(), name);
    return progress();
  }
}
