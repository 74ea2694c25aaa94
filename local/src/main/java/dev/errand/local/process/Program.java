package dev.errand.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param name what the stage calls this process, unlike any other that runs; letters, digits, dots,
 *     dashes and underscores
 * @param command the executable and its arguments
 * @param environment what it gets besides {@code PATH}, {@code HOME}, {@code LANG} and {@code
 *     TMPDIR}; nothing else of the stage's own environment reaches it
 * @param directory its working folder, made if it is missing
 * @param log the file that its output is appended to
 */
public record Program(
    String name, List<String> command, Map<String, String> environment, Path directory, Path log) {

  public Program {
    if (!name.matches("[\\p{L}\\p{N}._-]+")) {
      throw new IllegalArgumentException("not a name for a process: " + name);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Without the environment's values: they may be secrets. */
  @Override
  public String toString() {
    return "Program[" + name + ", " + environment.keySet() + "]";
  }
}
