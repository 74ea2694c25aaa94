package dev.errand.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the Dockerfile with a JDK of this machine that supports AOT caches. */
class ArchiveIT {

  private static final int FIRST_JDK_WITH_TRAINING_RUNS = 25;
  private static final Path JDKS = Path.of("/usr/lib/jvm");
  private static final Path TRAINING = Path.of("training/target/training.jar").toAbsolutePath();

  /** All that is read before the name of the execution, which is missing. */
  private static final Map<String, String> DECLARED =
      Map.of(
          "REPORT_REQUEST",
          """
          {"type": "training", "filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
           "start_date": "2021-01-01", "end_date": "2021-01-31"}}""",
          "SOURCE_URL",
          "https://api.example.com",
          "SOURCE_TOKEN",
          "token");

  @TempDir private Path folder;

  @Test
  void theWorkerStartsFromTheArchiveOfTheTrainingRun() throws Exception {
    Optional<Path> java = java();
    assumeTrue(java.isPresent(), "skipped: no JDK 25 or newer on this machine");
    Dockerfile dockerfile = Dockerfile.read();
    Path app = copyOf(Path.of("target/app"));

    Run training = run(java.get(), app, dockerfile.command("RUN"), Map.of());
    List<String> entryPoint = new ArrayList<>(dockerfile.command("ENTRYPOINT"));
    entryPoint.add(1, "-Xlog:class+load");
    Run worker = run(java.get(), app, entryPoint, Map.of());
    Run declared = run(java.get(), app, withTrainingsType(entryPoint), DECLARED);

    assertThat(training.exitCode()).as(training.output()).isZero();
    assertThat(worker.exitCode()).as("it has no environment").isEqualTo(64);
    assertThat(worker.output().lines())
        .filteredOn(line -> line.contains("dev.errand.worker.Main source:"))
        .hasSize(1);
    assertThat(classes(worker)).isNotEmpty().allMatch(ArchiveIT::isOfArchive);
    assertThat(declared.output()).contains("EXECUTION_NAME is not set");
    assertThat(classes(declared))
        .as("the classes that check a request by the schema of its type")
        .anyMatch(line -> line.contains("dev.harrel.jsonschema.Schema source:"))
        .allMatch(ArchiveIT::isOfArchive);
  }

  /** The entry point, with the type of the training run. */
  private static List<String> withTrainingsType(List<String> entryPoint) {
    List<String> command = new ArrayList<>(entryPoint.subList(0, entryPoint.size() - 2));
    command.addAll(
        List.of("-cp", "/app/worker.jar:/training/training.jar", "dev.errand.worker.Main"));
    return command;
  }

  private static List<String> classes(Run run) {
    return run.output()
        .lines()
        .filter(line -> line.contains("dev.errand.") || line.contains("dev.harrel."))
        .filter(line -> line.contains(" source: "))
        .toList();
  }

  private static boolean isOfArchive(String line) {
    return line.contains("shared objects file");
  }

  private record Run(int exitCode, String output) {}

  private Run run(Path java, Path app, List<String> command, Map<String, String> environment)
      throws Exception {
    List<String> here =
        command.stream()
            .map(word -> word.equals("java") ? java.toString() : word)
            .map(word -> word.replaceAll("/app(?=/)", Matcher.quoteReplacement(app.toString())))
            .map(word -> word.replace("/training/training.jar", TRAINING.toString()))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(here).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  /** Copies with the modification times, which the archive contains. */
  private Path copyOf(Path app) throws Exception {
    Path copy = folder.resolve("app");
    Process copying = new ProcessBuilder("cp", "-a", app.toString(), copy.toString()).start();
    assertThat(copying.waitFor()).isZero();
    return copy;
  }

  private static Optional<Path> java() throws IOException {
    if (Runtime.version().feature() >= FIRST_JDK_WITH_TRAINING_RUNS) {
      return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
    }
    if (!Files.isDirectory(JDKS)) {
      return Optional.empty();
    }
    try (Stream<Path> jdks = Files.list(JDKS)) {
      return jdks.filter(jdk -> version(jdk) >= FIRST_JDK_WITH_TRAINING_RUNS)
          .map(jdk -> jdk.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static int version(Path jdk) {
    try {
      return Files.readAllLines(jdk.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> Runtime.Version.parse(line.substring(14, line.length() - 1)).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException noRelease) {
      return 0;
    }
  }
}
