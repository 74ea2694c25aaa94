package dev.errand.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes that a program loads, as its JVM has them in memory: the next start of the program
 * reads them in a fraction of the time. The archive lies beside the program's jars and is made from
 * a running process once for each JDK and each build of the jars.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class data
 *     sharing</a>
 */
public final class ClassArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  private final Path jars;
  private final Path file;

  private ClassArchive(Path jars, Path file) {
    this.jars = jars;
    this.file = file;
  }

  /**
   * The archive of a program.
   *
   * @param jars its class path: a folder of jars
   */
  public static ClassArchive of(Path jars) {
    Path absolute = jars.toAbsolutePath();
    return new ClassArchive(
        absolute, absolute.resolveSibling("classes-" + Runtime.version() + ".jsa"));
  }

  /** The options by which a JVM uses the archive, or gets ready to have one made. */
  public List<String> options() {
    return isMade()
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of("-XX:+RecordDynamicDumpInfo");
  }

  /** A file beside the archive, for {@link #optionsOfWriter}. */
  public Path draft(String name) {
    return file.resolveSibling("classes-" + name + ".draft");
  }

  /**
   * The options by which a JVM writes a draft of an archive as it ends.
   *
   * @see #take
   */
  public static List<String> optionsOfWriter(Path draft) {
    return List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /**
   * Makes a draft the archive if the program that wrote it has succeeded, and deletes it if not.
   */
  public void take(Path draft, int exitCode) {
    try {
      if (exitCode == 0 && Files.exists(draft)) {
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      LOG.info("no class archive beside {}: {}", jars, e.toString());
    }
  }

  /** Whether there is one that is newer than the jars. */
  public boolean isMade() {
    if (!Files.exists(file)) {
      return false;
    }
    try (Stream<Path> all = Files.list(jars)) {
      long made = file.toFile().lastModified();
      return all.allMatch(jar -> jar.toFile().lastModified() <= made);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Begins to make the archive, unless it is made. Without it the program only starts slower: if it
   * cannot be made, that is logged.
   *
   * @param pid of the program, started with {@link #options()}
   * @return breaks it off
   */
  public Runnable makeFrom(long pid) {
    if (isMade()) {
      return () -> {};
    }
    try {
      Path draft = Files.createTempFile(file.getParent(), "classes-", ".draft");
      Process dump = dump(pid, draft).start();
      CompletableFuture<Void> done =
          dump.onExit().thenAccept(ended -> finish(ended.exitValue(), draft));
      return () -> {
        dump.destroyForcibly();
        done.join();
      };
    } catch (IOException e) {
      LOG.info("no class archive beside {}: {}", jars, e.toString());
      return () -> {};
    }
  }

  private static ProcessBuilder dump(long pid, Path draft) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(pid),
            "VM.cds",
            "dynamic_dump",
            draft.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  private void finish(int exitCode, Path draft) {
    try {
      if (exitCode == 0 && Files.size(draft) > 0) {
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        LOG.info("no class archive beside {}: jcmd ended with exit code {}", jars, exitCode);
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
