package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution, unpacked into a folder with a space in its name, on a machine without Maven.
 */
@OnOwnStage
class DistributionIT {

  private static final Pattern FOLDER =
      Pattern.compile("^ {2}(\\S.*/reports/.*)$", Pattern.MULTILINE);

  /** All that it may use besides a JDK. */
  private static final List<String> PROGRAMS =
      List.of("find", "readlink", "mktemp", "mkdir", "mv", "rm", "sed", "head");

  @TempDir private static Path folder;

  private static Path command;
  private static Path elsewhere;
  private static Path programs;

  @BeforeAll
  static void unpack() throws IOException {
    Path target = folder.resolve("with a space");
    try (FileSystem zip =
            FileSystems.newFileSystem(zip(), Map.of("enablePosixFileAttributes", "true"));
        Stream<Path> files = Files.walk(zip.getPath("/"))) {
      for (Path file : files.toList()) {
        Path place = target.resolve(file.toString().substring(1));
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else {
          Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES);
          Files.setPosixFilePermissions(place, Files.getPosixFilePermissions(file));
        }
      }
    }
    command = only(target).resolve("bin/errand");
    elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    programs = Files.createDirectory(folder.resolve("programs"));
    for (String program : PROGRAMS) {
      Path script = programs.resolve(program);
      Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(installed(program)));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Path zip() throws IOException {
    try (Stream<Path> files = Files.list(StageProcess.ROOT.resolve("cli/target"))) {
      List<Path> zips =
          files
              .filter(file -> file.getFileName().toString().matches("errand-[0-9].*\\.zip"))
              .toList();
      assertThat(zips).hasSize(1);
      return zips.get(0);
    }
  }

  private static Path only(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      List<Path> all = children.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static Path installed(String program) {
    return Stream.of("/bin", "/usr/bin")
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsCommandRunsFromAnyFolder() throws Exception {
    assertThat(run("--archive").code()).isZero();

    Ended version = run("version");
    Ended list = run("list");

    assertThat(version.code()).as(version.output()).isZero();
    assertThat(version.output()).contains("errand  ", "java  ");
    assertThat(list.code()).isEqualTo(69);
    assertThat(list.output().lines()).hasSizeLessThan(3);
    assertThat(list.output()).contains("errand up");
  }

  @Test
  void theDemoShowsTwoReportsAndLeavesThemOnDiskAndNothingRunning() throws Exception {
    Path data = folder.resolve("data");

    Ended demo =
        run("demo", "--once", "--port", "0", "--records", "2000", "--data", data.toString());

    assertThat(demo.code()).as(demo.output()).isZero();
    List<String> reports =
        FOLDER
            .matcher(demo.output())
            .results()
            .map((MatchResult found) -> found.group(1))
            .distinct()
            .toList();
    assertThat(reports)
        .as(demo.output())
        .hasSize(2)
        .allSatisfy(report -> assertThat(Path.of(report, "report.csv")).isNotEmptyFile());
    assertThat(demo.output().lines())
        .as("no stack trace, and nothing of the JVM")
        .noneMatch(line -> line.contains("\tat ") || line.contains("Dynamic dump"));
    assertThat(demo.output().lines().filter(line -> !line.contains("  RUNNING")))
        .as("fits 80 columns")
        .allMatch(line -> line.replace(data.toString(), ".errand").length() <= 80);
    assertThat(data.resolve("processes")).isEmptyDirectory();
  }

  /** How the command ended, with what it printed on both streams. */
  private record Ended(int code, String output) {}

  private static Ended run(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(elsewhere.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ERRAND_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", programs.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "HOME", elsewhere.toString()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
