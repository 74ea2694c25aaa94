package dev.errand.worker;

import dev.errand.local.process.ClassArchive;
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

  /** That of the stage's tasks, too. */
  private static final ClassArchive CLASSES = ClassArchive.of(AwsFixture.checkout().workerApp());

  private final Process process;
  private final Path log;
  private final String name;

  private WorkerProcess(Process process, Path log, String name) {
    this.process = process;
    this.log = log;
    this.name = name;
  }

  static WorkerProcess start(Map<String, String> environment) throws IOException {
    return start(environment, List.of());
  }

  /**
   * Starts one that is to succeed: it writes the archive of classes for later ones, if there is
   * none.
   */
  static WorkerProcess startToEnd(Map<String, String> environment) throws IOException {
    String name = "tested";
    return start(environment, CLASSES.optionsOf(name), List.of("-jar", jar()), name);
  }

  /** Starts with a folder more on the class path. */
  static WorkerProcess startWith(Map<String, String> environment, Path folder) throws IOException {
    return start(
        environment, archive(), List.of("-cp", jar() + ":" + folder, "dev.errand.worker.Main"), "");
  }

  static WorkerProcess start(Map<String, String> environment, List<String> options)
      throws IOException {
    List<String> all = new ArrayList<>(archive());
    all.addAll(options);
    return start(environment, all, List.of("-jar", jar()), "");
  }

  private static List<String> archive() {
    return CLASSES.isMade() ? CLASSES.options() : List.of();
  }

  private static String jar() {
    return AwsFixture.checkout().workerApp().resolve("worker.jar").toString();
  }

  private static WorkerProcess start(
      Map<String, String> environment, List<String> options, List<String> program, String name)
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
    return new WorkerProcess(builder.start(), log, name);
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
    boolean succeeded = !process.isAlive() && process.exitValue() == 0;
    process.destroyForcibly();
    CLASSES.ended(name, succeeded);
    Files.deleteIfExists(log);
  }
}
