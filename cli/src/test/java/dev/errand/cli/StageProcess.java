package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.local.process.ClassArchive;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The errand command as its user runs it: a process with a data folder. */
final class StageProcess implements AutoCloseable {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The command as it is built. */
  static final Path APP = ROOT.resolve("cli/target/app");

  private static final Path ARCHIVE = ROOT.resolve("cli/target/stage-of-tests.jsa");
  private static final AtomicBoolean ARCHIVED = new AtomicBoolean();

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String READY = "Ready after";

  private final Path data;
  private final Path output;
  private final Process process;

  private StageProcess(Path data, Path output, Process process) {
    this.data = data;
    this.output = output;
    this.process = process;
  }

  /** Runs {@code errand COMMAND --data DATA --port 0 --records N}; does not wait for it. */
  static StageProcess run(Path data, int records, String... command) {
    return run(ROOT, data, records, command);
  }

  private static StageProcess run(Path home, Path data, int records, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A test's stage runs for a short time
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(archive());
    line.add("-Derrand.home=" + home);
    line.add("-cp");
    line.add(APP.resolve("lib") + "/*:" + APP.resolve("stage") + "/*");
    line.add("dev.errand.cli.Main");
    line.addAll(List.of(command));
    line.addAll(
        List.of("--data", data.toString(), "--port", "0", "--records", Integer.toString(records)));
    try {
      Path output = Files.createTempFile(data.getParent(), "errand-", ".out");
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new StageProcess(data, output, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code errand up OPTIONS} and waits until it says that it is ready. */
  static StageProcess up(Path data, int records, String... options) {
    return up(ROOT, data, records, options);
  }

  /**
   * Runs {@code errand up OPTIONS} of another checkout and waits until it says that it is ready.
   */
  static StageProcess up(Path home, Path data, int records, String... options) {
    List<String> command = new ArrayList<>(List.of("up"));
    command.addAll(List.of(options));
    StageProcess stage = run(home, data, records, command.toArray(String[]::new));
    await().atMost(LIMIT).until(() -> stage.output().contains(READY) || !stage.process.isAlive());
    assertThat(stage.process.isAlive()).as(stage.output()).isTrue();
    stage.makeArchive();
    return stage;
  }

  /** All that it has printed. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field of {@code stage.json}. */
  String field(String name) {
    try {
      JsonNode stage = new ObjectMapper().readTree(data.resolve("stage.json").toFile());
      assertThat(stage.path(name).isTextual()).as("stage.json has %s: %s", name, stage).isTrue();
      return stage.path(name).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String name) {
    return URI.create(field(name));
  }

  /** The folder with all of its state. */
  Path data() {
    return data;
  }

  /** A file or folder in its data folder. */
  Path path(String name) {
    return data.resolve(name);
  }

  /** The file of an artifact that a report brought. */
  Path artifact(String reportId, String name) {
    return new Aws(this)
        .item(reportId).get("result").m().get("artifacts").l().stream()
            .map(AttributeValue::m)
            .filter(artifact -> artifact.get("name").s().equals(name))
            .map(
                artifact ->
                    data.resolve("s3").resolve(field("bucket")).resolve(artifact.get("key").s()))
            .findFirst()
            .orElseThrow();
  }

  /** The first stage of a build that is ready gives an archive of its classes to the others. */
  private static List<String> archive() {
    return isArchived()
        ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of("-XX:+RecordDynamicDumpInfo", "-XX:-ClassUnloading");
  }

  private static boolean isArchived() {
    return Stream.of("lib", "stage")
        .flatMap(folder -> Stream.of(APP.resolve(folder).toFile().listFiles()))
        .filter(file -> file.getName().endsWith(".jar"))
        .allMatch(jar -> jar.lastModified() <= ARCHIVE.toFile().lastModified());
  }

  private void makeArchive() {
    if (!isArchived() && ARCHIVED.compareAndSet(false, true)) {
      try {
        Files.deleteIfExists(ARCHIVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ClassArchive.at(ARCHIVE).makeFrom(process.pid(), LIMIT);
    }
  }

  /** Waits until the process has ended; its exit code. */
  int exit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
    return process.exitValue();
  }

  /** Processes that it runs at the moment whose names begin so; in no order. */
  List<ProcessHandle> children(String name) {
    return Stream.of(data.resolve("processes"), data.resolve("tasks/processes"))
        .flatMap(
            folder ->
                Stream.of(Optional.ofNullable(folder.toFile().listFiles()).orElse(new File[0])))
        .filter(note -> note.getName().startsWith(name) && note.getName().endsWith(".process"))
        .flatMap(note -> child(note.toPath()).stream())
        .toList();
  }

  private Optional<ProcessHandle> child(Path note) {
    try {
      long pid = Long.parseLong(Files.readAllLines(note).get(0));
      return process.descendants().filter(child -> child.pid() == pid).findFirst();
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGINT to it and to all that it runs, as by Ctrl-C in a terminal. */
  void interrupt() throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", "-INT", "" + process.pid()));
    process.descendants().forEach(child -> command.add("" + child.pid()));
    new ProcessBuilder(command).start().onExit().join();
  }

  /** SIGKILL to the stage alone; the processes that it started continue. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exit();
  }

  /** SIGTERM, as by Ctrl-C. */
  @Override
  public void close() {
    process.destroy();
    try {
      exit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
