package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code bin/errand} of the distribution, with JDKs that only say how they are called.
 */
class CommandLauncherTest {

  private static final String OTHER_PROGRAMS = "/usr/bin:/bin";

  @TempDir private Path folder;
  private Path app;
  private Path programs;
  private Path asked;

  @BeforeEach
  void makeDistribution() throws IOException {
    app = Files.createDirectory(folder.resolve("an app"));
    Files.createDirectories(app.resolve("lib"));
    Path jar = Files.createFile(app.resolve("lib/errand.jar"));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
    script(
        app.resolve("bin/errand"),
        Files.readString(StageProcess.ROOT.resolve("cli/src/main/dist/errand")));
    programs = Files.createDirectory(folder.resolve("programs"));
    asked = folder.resolve("asked");
    script(
        programs.resolve("readlink"),
        "#!/bin/sh\necho asked >>'%s'\nexec /usr/bin/env -i PATH=%s readlink \"$@\"\n"
            .formatted(asked, OTHER_PROGRAMS));
  }

  @Test
  void theJavaOfTheVariableRunsIt() throws Exception {
    Path jdk = jdk("one", "17.0.9+9");

    assertThat(run(Map.of("JAVA_HOME", jdk.toString()), "list", "a b"))
        .startsWith("one ")
        .endsWith(" dev.errand.cli.Main list a b\n");
  }

  @Test
  void whereALinkLeadsToIsFoundOutOnceUntilItLeadsElsewhere() throws Exception {
    Path link = programs.resolve("java");
    Files.createSymbolicLink(link, jdk("one", "17.0.9+9").resolve("bin/java"));

    assertThat(run(Map.of(), "list")).startsWith("one ");
    assertThat(run(Map.of(), "list")).startsWith("one ");
    assertThat(asked).hasContent("asked");

    Files.delete(link);
    Files.createSymbolicLink(link, jdk("two", "21.0.1+12").resolve("bin/java"));
    assertThat(run(Map.of(), "list")).startsWith("two ").contains("errand-21.0.1+12.jsa");
    assertThat(run(Map.of(), "list")).startsWith("two ").contains("errand-21.0.1+12.jsa");
    assertThat(asked).hasContent("asked\nasked");
  }

  @Test
  void anOldJavaAndNoneAtAllAreSaid() throws Exception {
    Path old = jdk("old", "11.0.21+9");

    assertThat(run(Map.of("JAVA_HOME", old.toString()), "list"))
        .isEqualTo(
            "errand: this is Java 11; install a JDK, version 17 or newer, or point JAVA_HOME to one\n");
    assertThat(run(Map.of("JAVA_HOME", folder.toString()), "list"))
        .isEqualTo("errand: there is no Java here; install a JDK, version 17 or newer\n");
    assertThat(run(Map.of("PATH", ":" + programs), "list"))
        .isEqualTo("errand: there is no Java here; install a JDK, version 17 or newer\n");
  }

  private Path jdk(String name, String build) throws IOException {
    Path home = folder.resolve("jdk " + name);
    // it is there, so that no process makes it beside the test
    Files.createFile(app.resolve("lib/errand-" + build + ".jsa"));
    script(home.resolve("bin/java"), "#!/bin/sh\necho %s \"$@\"\n".formatted(name));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Some\"\nJAVA_RUNTIME_VERSION=\"%s\"\nJAVA_VERSION=\"%s\"\n"
            .formatted(build, build.substring(0, build.indexOf('+'))));
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String run(Map<String, String> variables, String... arguments) throws Exception {
    ProcessBuilder command = new ProcessBuilder(app.resolve("bin/errand").toString());
    command.command().addAll(List.of(arguments));
    command.environment().clear();
    command.environment().put("PATH", programs + ":" + OTHER_PROGRAMS);
    command.environment().putAll(variables);
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
