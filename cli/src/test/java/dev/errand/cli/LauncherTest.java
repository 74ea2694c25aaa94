package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code errand} in a checkout with a Maven and a command that only say their name. */
class LauncherTest {

  private static final List<String> MODULES =
      List.of(
          "core",
          "type-compiler",
          "report-types",
          "dynamodb",
          "states",
          "local",
          "functions",
          "worker",
          "cli");
  private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");

  @TempDir private Path folder;
  private Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectory(folder.resolve("a checkout"));
    Files.copy(
        StageProcess.ROOT.resolve("errand"),
        checkout.resolve("errand"),
        StandardCopyOption.COPY_ATTRIBUTES);
    script("bin/mvn", "echo built");
    script("cli/target/app/bin/errand", "echo run in $ERRAND_HOME with \"$@\"");
    for (String file : List.of("pom.xml", ".mvn/jvm.config", "api/openapi.yaml")) {
      source(file);
    }
    for (String module : MODULES) {
      source(module + "/src/Some.java");
      note(module, BUILT);
    }
  }

  @Test
  void afterABuildByMavenItDoesNotBuildAgain() throws Exception {
    assertThat(run("list", "a b"))
        .isEqualTo("run in " + checkout.toRealPath() + " with list a b\n");
  }

  @Test
  void aSourceThatHasChangedSinceIsBuilt() throws Exception {
    change("worker/src/Some.java");

    assertThat(run("up")).contains("built\n", "run in");
  }

  @Test
  void aClientOfAStageIsBuiltWhenItsOwnSourcesHaveChanged() throws Exception {
    change("worker/src/Some.java");
    assertThat(run("list")).doesNotContain("built\n").contains("run in");

    change("cli/src/Some.java");
    assertThat(run("list")).contains("built\n", "run in");
  }

  @Test
  void aPartThatWasBuiltAloneIsNotTakenForTheWhole() throws Exception {
    change("core/src/Some.java");
    note("core", BUILT.plusSeconds(20));

    assertThat(run("up")).contains("built\n");
  }

  @Test
  void withoutABuildItBuilds() throws Exception {
    Files.delete(checkout.resolve("functions/target/built"));

    assertThat(run("up")).contains("built\n");
  }

  @Test
  void whatABuildWritesIsNoSource() throws Exception {
    source("worker/target/classes/Some.class");
    change("worker/target/classes/Some.class");

    assertThat(run("up")).doesNotContain("built");
  }

  @Test
  void nothingIsBuiltUnderAStageThatRuns() throws Exception {
    script(
        "cli/target/app/bin/errand",
        "case $1 in up) echo up; while :; do sleep 0.1; done ;; *) echo ran ;; esac");
    Process stage = start("up");
    try {
      assertThat(stage.getInputStream().read()).isEqualTo('u');
      change("cli/src/Some.java");

      assertThat(run("list"))
          .contains("once the stage of process " + stage.pid() + " has ended", "ran")
          .doesNotContain("built\n");
    } finally {
      stage.destroyForcibly().waitFor();
    }
    assertThat(run("list")).contains("built\n", "ran");
  }

  private String run(String... arguments) throws Exception {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("errand").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", "", (path, none) -> checkout.resolve("bin") + ":" + path);
    return builder.start();
  }

  private void source(String name) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(BUILT.minusSeconds(10)));
  }

  private void change(String name) throws IOException {
    Files.setLastModifiedTime(checkout.resolve(name), FileTime.from(BUILT.plusSeconds(10)));
  }

  private void note(String module, Instant time) throws IOException {
    Path note = checkout.resolve(module).resolve("target/built");
    Files.createDirectories(note.getParent());
    Files.writeString(note, "");
    Files.setLastModifiedTime(note, FileTime.from(time));
  }

  private void script(String name, String line) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
