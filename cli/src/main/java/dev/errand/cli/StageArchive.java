package dev.errand.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errand.local.process.ClassArchive;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The class archive of the stage's own JVM. A launcher that has none names the file for it in the
 * system property {@code errand.stage-archive}; the stage makes it once it has closed, since a JVM
 * does nothing else meanwhile.
 */
final class StageArchive {

  static final String PROPERTY = "errand.stage-archive";

  /** A dump takes some 3 s of processor time, more than 20 s on a machine at ten times its load. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private StageArchive() {}

  /** Creates the archive if the launcher has named a file for it. */
  static void make() {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      PrintStream terminal = System.out;
      // the JDK prints there what it dumps
      System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
      try {
        ClassArchive.at(Path.of(file)).makeFrom(ProcessHandle.current().pid(), LIMIT);
      } finally {
        System.setOut(terminal);
      }
    }
  }
}
