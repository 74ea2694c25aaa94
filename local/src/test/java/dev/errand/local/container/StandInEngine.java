package dev.errand.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * An executable in place of an engine's command: it notes its arguments and does what it is told.
 */
public final class StandInEngine {

  private final Path folder;

  private StandInEngine(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one.
   *
   * @param folder for the executable, to be in {@code PATH}
   * @param script in {@code sh}, with the arguments
   */
  public static StandInEngine of(Path folder, ContainerEngine.Kind kind, String script)
      throws IOException {
    Path executable = Files.createDirectories(folder).resolve(kind.command());
    Files.writeString(
        executable, "#!/bin/sh\necho \"$*\" >> '%s'/calls\n%s\n".formatted(folder, script));
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new StandInEngine(folder);
  }

  /** The arguments of each call, oldest first. */
  public List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }
}
