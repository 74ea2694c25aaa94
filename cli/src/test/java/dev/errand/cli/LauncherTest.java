package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code errand} in a checkout whose Maven and Java say that they were called. */
class LauncherTest {

  private final List<Process> started = new ArrayList<>();
  @TempDir private Path home;

  @BeforeEach
  void checkout() throws IOException {
    Files.copy(StageProcess.ROOT.resolve("errand"), home.resolve("errand"));
    for (String folder :
        List.of(".mvn", "api", "cli", "core", "dynamodb", "functions", "local", "worker")) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.writeString(home.resolve("pom.xml"), "");
    program(
        "mvn",
        "echo built >> \"$0.calls\"; mkdir -p cli/target/app; touch cli/target/app/errand.jar");
    program(
        "java",
        """
        if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
        case "$*" in *" up"*) echo up; while :; do sleep 0.1; done ;; *) echo ran ;; esac""");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void buildsWhatIsStaleAndNothingElse() throws Exception {
    assertThat(output("list")).contains("Building Errand", "ran");
    assertThat(output("list")).doesNotContain("Building").contains("ran");

    changeASource();
    assertThat(output("list")).contains("Building Errand", "ran");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsNothingUnderAStageThatRuns() throws Exception {
    output("list");
    Process stage = start("up");
    Path output = home.resolve("up.out");
    await().until(() -> Files.exists(output) && Files.readString(output).contains("up"));

    changeASource();
    assertThat(output("list"))
        .contains("once the stage of process " + stage.pid() + " has ended", "ran")
        .doesNotContain("Building");
    assertThat(builds()).isEqualTo(1);

    stage.destroyForcibly().waitFor();
    assertThat(output("list")).contains("Building Errand", "ran");
  }

  private void changeASource() throws IOException {
    Path source = Files.writeString(home.resolve("core/Source.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    Files.setLastModifiedTime(
        home.resolve("cli/target/built"), FileTime.from(Instant.now().minusSeconds(2)));
  }

  private int builds() throws IOException {
    return Files.readAllLines(home.resolve("bin/mvn.calls")).size();
  }

  private String output(String command) throws Exception {
    assertThat(start(command).waitFor()).isZero();
    return Files.readString(home.resolve(command + ".out"));
  }

  private Process start(String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("errand").toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(command + ".out").toFile());
    builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().remove("JAVA_HOME");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.createDirectories(home.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
