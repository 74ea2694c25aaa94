package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.files.AtomicFile;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of Step Functions. An execution is saved by replacing its one file in one rename. The
 * history is appended before; events beyond the length that the execution states were not saved.
 */
final class StepFunctionsStore {

  private final Path machines;
  private final Path definitions;
  private final Path executions;
  private final Path activities;
  private final Path mapRuns;

  StepFunctionsStore(Path folder) {
    machines = folder.resolve("machines");
    definitions = folder.resolve("definitions");
    executions = folder.resolve("executions");
    activities = folder.resolve("activities");
    mapRuns = folder.resolve("map-runs");
    io(
        () -> {
          Files.createDirectories(machines);
          Files.createDirectories(definitions);
          Files.createDirectories(activities);
          Files.createDirectories(mapRuns);
          return Files.createDirectories(executions);
        });
  }

  MapRunStore mapRuns() {
    return new MapRunStore(mapRuns);
  }

  void save(StateMachine machine, String definition) {
    replace(definitions.resolve(machine.revision() + ".json"), definition);
    save(machine);
  }

  void save(StateMachine machine) {
    replace(machines.resolve(machine.name() + ".json"), text(machine));
  }

  List<StateMachine> machines() {
    return all(machines, StateMachine.class);
  }

  void save(Activities.Activity activity) {
    replace(file(activity), text(activity));
  }

  void delete(Activities.Activity activity) {
    io(() -> Files.deleteIfExists(file(activity)));
  }

  private Path file(Activities.Activity activity) {
    return activities.resolve(FolderName.of(activity.name()) + ".json");
  }

  List<Activities.Activity> activities() {
    return all(activities, Activities.Activity.class);
  }

  private static <T> List<T> all(Path folder, Class<T> type) {
    return io(
        () -> {
          try (Stream<Path> files = Files.list(folder)) {
            return files
                .filter(file -> file.toString().endsWith(".json"))
                .map(file -> parse(file, type))
                .toList();
          }
        });
  }

  String definition(String revision) {
    return io(() -> Files.readString(definitions.resolve(revision + ".json")));
  }

  /**
   * Appends the events and saves the execution; after a kill, either all of it is saved or nothing.
   */
  Execution save(Execution execution, List<ObjectNode> events) {
    Path folder = folder(execution.arn());
    if (execution.history().events() == 0) {
      io(() -> Files.createDirectories(folder));
    }
    Execution saved = events.isEmpty() ? execution : append(folder, execution, events);
    replace(folder.resolve("execution.json"), text(saved));
    return saved;
  }

  private static Execution append(Path folder, Execution execution, List<ObjectNode> events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(Json.write(event)).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    long length = execution.history().bytes() + bytes.remaining();
    io(
        () -> {
          try (FileChannel file =
              FileChannel.open(
                  folder.resolve("history.jsonl"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE)) {
            file.truncate(execution.history().bytes());
            file.position(execution.history().bytes());
            while (bytes.hasRemaining()) {
              file.write(bytes);
            }
            return file;
          }
        });
    int count = execution.history().events() + events.size();
    return execution.withHistory(new Execution.HistoryLength(count, length));
  }

  Optional<Execution> execution(String arn) {
    Path file = folder(arn).resolve("execution.json");
    return Files.exists(file) ? Optional.of(parse(file, Execution.class)) : Optional.empty();
  }

  List<ObjectNode> history(Execution execution) {
    return io(
        () -> {
          try (Stream<String> lines =
              Files.lines(folder(execution.arn()).resolve("history.jsonl"))) {
            List<ObjectNode> events = new ArrayList<>();
            for (String line :
                (Iterable<String>) lines.limit(execution.history().events())::iterator) {
              events.add((ObjectNode) Json.read(line));
            }
            return events;
          }
        });
  }

  /** Every execution that was ever saved, in no order. */
  Stream<Execution> executions() {
    return io(
        () -> {
          try (Stream<Path> files = Files.walk(executions)) {
            return files
                .filter(file -> file.endsWith("execution.json"))
                .map(file -> parse(file, Execution.class))
                .toList()
                .stream();
          }
        });
  }

  private Path folder(String executionArn) {
    List<String> parts = List.of(executionArn.split(":", -1));
    return executions
        .resolve(FolderName.ofStateMachine(parts.get(parts.size() - 2)))
        .resolve(FolderName.of(parts.get(parts.size() - 1)));
  }

  private static String text(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static <T> T parse(Path file, Class<T> type) {
    return io(
        () -> {
          try {
            return Json.MAPPER.readValue(Files.readString(file), type);
          } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                "%s is damaged, or was written by another build. To start without its executions, give the stage another folder by --data"
                    .formatted(file),
                e);
          }
        });
  }

  private static void replace(Path file, String text) {
    io(
        () -> {
          AtomicFile.write(file, text);
          return file;
        });
  }

  private static <T> T io(InputOutput<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface InputOutput<T> {
    T run() throws IOException;
  }
}
