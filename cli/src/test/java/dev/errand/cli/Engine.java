package dev.errand.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.local.container.ContainerEngine;
import dev.errand.local.container.EngineSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The container engine of this machine. */
record Engine(ContainerEngine engine) {

  /** A base image for machines without a registry, made as the example's README says. */
  private static final String STAND_IN = "localhost/python-boto3";

  private static final long SIGTERM = 1L << 14;

  private static final String TASKS = "name=task-errand-sums-";

  /** What a call printed. */
  private record Ended(int code, String output) {}

  /** Skips the test that calls it where there is none. */
  static Engine assumed() {
    EngineSearch.Found found = EngineSearch.in(System.getenv());
    assumeTrue(found.engine().isPresent(), () -> "skipped: " + found.reason());
    return new Engine(found.engine().orElseThrow());
  }

  /**
   * A copy of a report type's folder with the stand-in as base, if there is one. Skips the test
   * that calls it where its image cannot be built.
   */
  Path assumeBuilds(Path type, Path folder) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("type"));
    try (Stream<Path> files = Files.list(type)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    if (run("image", "inspect", STAND_IN).code() == 0) {
      Path dockerfile = copy.resolve("Dockerfile");
      String text = Files.readString(dockerfile);
      assertThat(text).contains("ARG BASE=");
      Files.writeString(dockerfile, text.replaceAll("ARG BASE=.*", "ARG BASE=" + STAND_IN));
    }
    Ended build = run("build", "--network", "host", copy.toString());
    assumeTrue(
        build.code() == 0, () -> "skipped: the image cannot be built here: " + build.output());
    return copy;
  }

  /** The one container of a task, once it runs. */
  String onlyContainer() {
    await().atMost(Duration.ofMinutes(1)).until(() -> running().size() == 1);
    return running().get(0);
  }

  private List<String> running() {
    return run("ps", "--filter", TASKS, "--format", "{{.Names}}").output().lines().toList();
  }

  /** The names of all containers of tasks, running or not. */
  List<String> containers() {
    return run("ps", "--all", "--filter", TASKS, "--format", "{{.Names}}")
        .output()
        .lines()
        .toList();
  }

  /** Waits until a container's program has a handler for SIGTERM; without one it gets none. */
  void awaitHandler(String container) {
    awaitSigterm(container, "SigCgt:");
  }

  /** Waits until SIGTERM was sent to a container that stands still. */
  void awaitSigterm(String container) {
    awaitSigterm(container, "ShdPnd:");
  }

  /** Waits until SIGTERM is in one of the sets of signals of a container's program. */
  private void awaitSigterm(String container, String set) {
    Path status =
        Path.of(
            "/proc", run("inspect", "--format", "{{.State.Pid}}", container).output(), "status");
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(set))
                    .anyMatch(line -> hasSigterm(line.substring(set.length()).strip())));
  }

  private static boolean hasSigterm(String signals) {
    return (Long.parseUnsignedLong(signals, 16) & SIGTERM) != 0;
  }

  /** Calls it; it has to succeed. */
  void call(String... arguments) {
    Ended ended = run(arguments);
    assertThat(ended.code()).as(ended.output()).isZero();
  }

  private Ended run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(engine.executable().toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.onExit().join().exitValue(), output.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
