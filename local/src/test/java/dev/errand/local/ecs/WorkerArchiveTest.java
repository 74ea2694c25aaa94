package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.process.JavaCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerArchiveTest {

  @TempDir private Path folder;

  private WorkerArchive archive;

  @BeforeEach
  void writeJar() throws IOException {
    Files.createDirectories(app());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Exits.class.getName());
    try (OutputStream file = Files.newOutputStream(app().resolve("worker.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      String name = Exits.class.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new ZipEntry(name));
      jar.write(Exits.class.getClassLoader().getResourceAsStream(name).readAllBytes());
    }
    archive = new WorkerArchive(new ContainerImage(app(), folder.resolve("Dockerfile")));
  }

  @Test
  void theFirstTaskThatSucceedsWritesItAndTheNextStartsFromIt() throws Exception {
    run("failed", archive.options(folder.resolve("failed")), 1);
    assertThat(drafts()).isEmpty();
    run("first", archive.options(folder.resolve("first")), 0);
    assertThat(drafts()).isEmpty();

    List<String> options = new ArrayList<>(archive.options(folder.resolve("second")));
    options.add("-Xlog:class+load");

    assertThat(run("second", options, 0))
        .contains(Exits.class.getName() + " source: shared objects file (top)");
  }

  @Test
  void oneTaskAtATimeWritesIt() throws Exception {
    List<String> first = archive.options(folder.resolve("first"));
    assertThat(archive.options(folder.resolve("beside"))).isEmpty();
    run("beside", List.of(), 0);
    run("first", first, 0);

    assertThat(archive.options(folder.resolve("second")))
        .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile="));
  }

  private String run(String task, List<String> options, int exitCode) throws Exception {
    List<String> command = new ArrayList<>(List.of(JavaCommand.executable()));
    command.addAll(options);
    command.addAll(List.of("-jar", app() + "/worker.jar", Integer.toString(exitCode)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    archive.ended(folder.resolve(task), exitCode);
    return output;
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".draft")).toList();
    }
  }

  private Path app() {
    return folder.resolve("app");
  }

  /** Ends with the exit code that is its argument. */
  static final class Exits {

    private Exits() {}

    public static void main(String... arguments) {
      System.exit(Integer.parseInt(arguments[0]));
    }
  }
}
