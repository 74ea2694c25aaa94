package dev.errand.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes that a program loads, as its JVM has them in memory: the next start of the program
 * reads them in a fraction of the time. It is made once for each JDK and each build of the program,
 * by a process that writes it as it ends, or from a running process. Without it a program only
 * starts slower; where the folder cannot be written, there is none.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class data
 *     sharing</a>
 */
public final class ClassArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /** HotSpot 17 can crash while it archives, if classes were unloaded before. */
  private static final String KEEP_CLASSES = "-XX:-ClassUnloading";

  private static final String QUIET = "-Xlog:cds=off";
  private static final String QUIET_DYNAMIC = "-Xlog:cds+dynamic=off";
  private static final String NAME = "classes-%s.jsa".formatted(Runtime.version());

  private final Path file;
  private final List<Path> sources;
  private final AtomicReference<String> writer = new AtomicReference<>();

  private ClassArchive(Path file, List<Path> sources) {
    this.file = file.toAbsolutePath();
    this.sources = sources.stream().map(Path::toAbsolutePath).toList();
  }

  /**
   * The archive of a program, beside its jars.
   *
   * @param jars its class path: a folder of jars
   */
  public static ClassArchive of(Path jars) {
    return new ClassArchive(jars.toAbsolutePath().resolveSibling(NAME), List.of(jars));
  }

  /**
   * The archive of a program that loads the code of a package, beside the package.
   *
   * @param code the file with the package
   * @param jars the program's class path: a folder of jars
   */
  public static ClassArchive of(Path code, Path jars) {
    Path absolute = code.toAbsolutePath();
    return new ClassArchive(
        absolute.resolveSibling(absolute.getFileName() + "-" + NAME), List.of(code, jars));
  }

  /** The archive in a file, of a program whose jars the caller compares with it. */
  public static ClassArchive at(Path file) {
    return new ClassArchive(file, List.of());
  }

  /** The options by which a JVM uses the archive, or gets ready to have one made from it. */
  public List<String> options() {
    return isMade() ? use() : List.of("-XX:+RecordDynamicDumpInfo", KEEP_CLASSES);
  }

  /**
   * The options by which a JVM uses the archive; if there is none yet, those by which it writes one
   * as it ends. One program at a time writes.
   *
   * @see #ended
   */
  public List<String> optionsOf(String program) {
    if (isMade()) {
      return use();
    }
    return Files.isWritable(file.getParent()) && writer.compareAndSet(null, program)
        ? List.of("-XX:ArchiveClassesAtExit=" + draft(program), KEEP_CLASSES, QUIET, QUIET_DYNAMIC)
        : List.of();
  }

  /** Whether a program writes the archive as it ends. */
  public boolean isWrittenBy(String program) {
    return program.equals(writer.get());
  }

  /**
   * Takes what a program has written, if it is the one that writes.
   *
   * @param complete whether it has done what it is there for; if not, its draft is deleted
   */
  public void ended(String program, boolean complete) {
    if (isWrittenBy(program)) {
      take(draft(program), complete);
      writer.set(null);
    }
  }

  private List<String> use() {
    return List.of("-XX:SharedArchiveFile=" + file, QUIET, QUIET_DYNAMIC);
  }

  /** Other stages have programs of the same name. */
  private Path draft(String program) {
    return file.resolveSibling(
        "classes-%s-%d.draft".formatted(program, ProcessHandle.current().pid()));
  }

  private void take(Path draft, boolean complete) {
    try {
      if (complete && Files.exists(draft) && Files.size(draft) > 0) {
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      LOG.info("no class archive {}: {}", file, e.toString());
    }
  }

  /** Whether there is one that is newer than the program. */
  public boolean isMade() {
    if (!Files.exists(file)) {
      return false;
    }
    long made = file.toFile().lastModified();
    return sources.stream()
        .flatMap(ClassArchive::files)
        .allMatch(source -> source.lastModified() <= made);
  }

  private static Stream<File> files(Path source) {
    File[] inFolder = source.toFile().listFiles();
    return inFolder == null ? Stream.of(source.toFile()) : Stream.of(inFolder);
  }

  /**
   * Begins to make the archive, unless it is made.
   *
   * @param pid of the program, started with {@link #options()}
   * @return breaks it off
   */
  public Runnable makeFrom(long pid) {
    Optional<Dump> dump = begin(pid);
    return () -> dump.ifPresent(Dump::breakOff);
  }

  /** Makes the archive, unless it is made, and waits for it as long as the limit says. */
  public void makeFrom(long pid, Duration limit) {
    begin(pid).ifPresent(dump -> dump.await(limit));
  }

  private Optional<Dump> begin(long pid) {
    if (isMade()) {
      return Optional.empty();
    }
    try {
      Path draft = Files.createTempFile(file.getParent(), "classes-", ".draft");
      Process process = dump(pid, draft).start();
      return Optional.of(
          new Dump(
              process, process.onExit().thenAccept(ended -> take(draft, ended.exitValue() == 0))));
    } catch (IOException e) {
      LOG.info("no class archive {}: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private record Dump(Process process, CompletableFuture<Void> done) {

    void breakOff() {
      process.destroyForcibly();
      done.join();
    }

    void await(Duration limit) {
      try {
        done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        breakOff();
      } catch (ExecutionException failed) {
        LOG.info("no class archive: {}", failed.toString());
      } catch (InterruptedException e) {
        breakOff();
        Thread.currentThread().interrupt();
      }
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
}
