package dev.errand.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveIT {

  @TempDir private Path folder;

  @BeforeEach
  void writeJar() throws IOException {
    Files.createDirectories(jars());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (OutputStream file = Files.newOutputStream(jars().resolve("waiter.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      String name = Waiter.class.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new ZipEntry(name));
      jar.write(Waiter.class.getClassLoader().getResourceAsStream(name).readAllBytes());
    }
  }

  @Test
  void isMadeFromARunningProcessAndHoldsItsClasses() throws Exception {
    ClassArchive archive = ClassArchive.of(jars());
    assertThat(archive.isMade()).isFalse();
    try (ChildProcess first = start(archive.options())) {
      archive.makeFrom(first.pid());
      await().until(archive::isMade);
    }

    start(withLog(archive.options())).close();

    assertThat(folder.resolve("waiter.log"))
        .content()
        .contains(Waiter.class.getName() + " source: shared objects file (top)");
    assertThat(drafts()).isEmpty();
  }

  @Test
  void theFirstProgramThatIsCompleteHasWrittenItAsItEnded() throws Exception {
    ClassArchive archive = ClassArchive.of(jars());
    start(archive.optionsOf("incomplete")).close();
    archive.ended("incomplete", false);
    assertThat(archive.isMade()).isFalse();

    start(archive.optionsOf("first")).close();
    archive.ended("first", true);

    start(withLog(archive.optionsOf("second"))).close();
    assertThat(folder.resolve("waiter.log"))
        .content()
        .contains(Waiter.class.getName() + " source: shared objects file (top)");
    assertThat(drafts()).isEmpty();
  }

  @Test
  void oneProgramAtATimeWritesIt() {
    ClassArchive archive = ClassArchive.of(jars());

    assertThat(archive.optionsOf("first")).isNotEmpty();
    assertThat(archive.optionsOf("beside")).isEmpty();
    assertThat(archive.isWrittenBy("beside")).isFalse();
    archive.ended("beside", true);
    assertThat(archive.isWrittenBy("first")).isTrue();
    archive.ended("first", true);

    assertThat(archive.optionsOf("next")).isNotEmpty();
  }

  @Test
  void isMadeAgainForAPackageThatIsNewer() throws IOException {
    Path zip = Files.writeString(folder.resolve("code.zip"), "stands for a package");
    ClassArchive archive = ClassArchive.of(zip, jars());
    Files.writeString(
        folder.resolve("code.zip-classes-" + Runtime.version() + ".jsa"), "stands for an archive");
    assertThat(archive.isMade()).isTrue();

    Files.setLastModifiedTime(zip, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(archive.isMade()).isFalse();
  }

  @Test
  void isMadeAgainForJarsThatAreNewer() throws IOException {
    ClassArchive archive = ClassArchive.of(jars());
    Files.writeString(
        folder.resolve("classes-" + Runtime.version() + ".jsa"), "stands for an archive");
    assertThat(archive.isMade()).isTrue();

    Files.setLastModifiedTime(
        jars().resolve("waiter.jar"), FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(archive.isMade()).isFalse();
  }

  @Test
  void leavesNoFileBehindIfItIsInterruptedOrTheProcessHasEnded() throws IOException {
    ClassArchive archive = ClassArchive.of(jars());

    archive.makeFrom(ProcessHandle.current().pid() + 1_000_000).run();

    assertThat(archive.isMade()).isFalse();
    assertThat(drafts()).isEmpty();
  }

  private static List<String> withLog(List<String> options) {
    return Stream.concat(options.stream(), Stream.of("-Xlog:class+load")).toList();
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".draft")).toList();
    }
  }

  /** Starts it with an empty log, and waits until its main method runs. */
  private ChildProcess start(List<String> options) throws IOException {
    Files.deleteIfExists(folder.resolve("waiter.log"));
    ChildProcess process =
        ChildProcess.start(
            folder.resolve("processes"),
            new Program(
                "waiter",
                JavaCommand.of(options, jars(), Waiter.class.getName(), List.of()),
                Map.of(),
                folder,
                folder.resolve("waiter.log")));
    await().until(() -> Files.readString(folder.resolve("waiter.log")).contains("waits"));
    return process;
  }

  private Path jars() {
    return folder.resolve("lib");
  }

  /** Says so, and waits. */
  static final class Waiter {

    private Waiter() {}

    public static void main(String... arguments) throws InterruptedException {
      System.out.println("waits");
      Thread.sleep(60_000);
    }
  }
}
