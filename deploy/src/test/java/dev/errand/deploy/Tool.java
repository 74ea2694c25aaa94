package dev.errand.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that a developer may or may not have installed.
 *
 * @param command how it is started
 * @param install how it is installed
 */
record Tool(List<String> command, String install) {

  /** What a program answered. */
  record Answer(int exitCode, String output) {}

  /** The program of that name on the {@code PATH}; without it, the test is skipped and says so. */
  static Tool onPath(String program, String install) {
    skipUnless(isOnPath(program), "there is no " + program + " on the PATH: " + install);
    return new Tool(List.of(program), install);
  }

  /** Skips the test that calls it, in a line that a reader of the build's log sees. */
  static void skipUnless(boolean there, String reason) {
    if (!there) {
      System.out.println("[SKIPPED] " + reason);
    }
    assumeTrue(there, reason);
  }

  static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs it in the checkout and waits for its end; what it writes to either stream comes back. */
  Answer run(String... arguments) {
    List<String> line = Stream.concat(command.stream(), Stream.of(arguments)).toList();
    try {
      Path output = Files.createTempFile("errand-tool", ".out");
      try {
        Process process =
            new ProcessBuilder(line)
                .directory(Deployment.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException(line + " did not end within five minutes");
        }
        return new Answer(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
