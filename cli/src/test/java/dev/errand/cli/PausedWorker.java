package dev.errand.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The worker of a report that is made to stand still, so that the report goes on only when told.
 */
final class PausedWorker implements AutoCloseable {

  private final StageProcess stage;
  private final String report;
  private final ProcessHandle process;

  private PausedWorker(StageProcess stage, String report, ProcessHandle process) {
    this.stage = stage;
    this.report = report;
    this.process = process;
  }

  /** Waits for the report's task, and stops its process where it is. */
  static PausedWorker of(StageProcess stage, String report) {
    AtomicReference<ProcessHandle> task = new AtomicReference<>();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              stage.children("task-").stream()
                  .filter(process -> isOf(process, report))
                  .findFirst()
                  .ifPresent(task::set);
              return task.get() != null;
            });
    PausedWorker paused = new PausedWorker(stage, report, task.get());
    paused.signal("STOP");
    return paused;
  }

  private static boolean isOf(ProcessHandle process, String report) {
    try {
      return Files.readString(Path.of("/proc/%d/environ".formatted(process.pid())))
          .contains("EXECUTION_NAME=" + report + "-");
    } catch (IOException ended) {
      return false;
    }
  }

  /** Writes the progress item that the worker would write. */
  void reports(int records, int total) {
    try (DynamoDbClient client = new Aws(stage).dynamoDb()) {
      client.putItem(
          put ->
              put.tableName(stage.field("table"))
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS("PROGRESS#" + report),
                          "sk", AttributeValue.fromS("PROGRESS"),
                          "schema_version", AttributeValue.fromN("1"),
                          "attempt", AttributeValue.fromN("1"),
                          "stage", AttributeValue.fromS("reading"),
                          "records", AttributeValue.fromN(Integer.toString(records)),
                          "total", AttributeValue.fromN(Integer.toString(total)),
                          "records_per_second", AttributeValue.fromN("100"),
                          "updated_at", AttributeValue.fromS(Instant.now().toString()))));
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid())))
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it where it is: a worker that runs can end before the signal. */
  void kill() {
    process.destroyForcibly();
  }

  /** Lets it go on. */
  @Override
  public void close() {
    signal("CONT");
  }
}
