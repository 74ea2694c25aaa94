package dev.errand.worker;

import dev.errand.local.process.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built worker in a separate process, as ECS runs it. */
final class WorkerProcess implements AutoCloseable {

  private static final int MINUTES = 5;
  private static final List<String> SHORT_LIVED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static WorkerProcess start(Map<String, String> environment) throws IOException {
    return start(environment, List.of());
  }

  /** Starts faster, with the classes in an archive, or makes the archive when it ends. */
  static WorkerProcess start(Map<String, String> environment, Path archive) throws IOException {
    return start(
        environment,
        Files.exists(archive)
            ? List.of("-XX:SharedArchiveFile=" + archive)
            : List.of("-XX:ArchiveClassesAtExit=" + archive, "-XX:-ClassUnloading"));
  }

  /** Starts with a folder more on the class path. */
  static WorkerProcess startWith(Map<String, String> environment, Path folder) throws IOException {
    Path jar = AwsFixture.checkout().workerApp().resolve("worker.jar");
    return start(
        environment, List.of(), List.of("-cp", jar + ":" + folder, "dev.errand.worker.Main"));
  }

  static WorkerProcess start(Map<String, String> environment, List<String> options)
      throws IOException {
    Path jar = AwsFixture.checkout().workerApp().resolve("worker.jar");
    return start(environment, options, List.of("-jar", jar.toString()));
  }

  private static WorkerProcess start(
      Map<String, String> environment, List<String> options, List<String> program)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(JavaCommand.executable()));
    command.addAll(SHORT_LIVED);
    command.addAll(options);
    Path app = AwsFixture.checkout().workerApp();
    command.add("-Djava.library.path=" + app.resolve("native"));
    command.addAll(program);
    Path log = Files.createTempFile("worker", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new WorkerProcess(builder.start(), log);
  }

  /** Waits for the end of the process and returns the exit code. */
  int await() throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the worker does not end: " + log());
    }
    return process.exitValue();
  }

  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  void terminate() {
    process.destroy();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  String lastLine() {
    String[] lines = log().strip().split("\n", -1);
    return lines[lines.length - 1];
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(log);
  }
}
