package dev.errand.local.process;

import dev.errand.local.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a running process is remembered: its pid and the instant it started. Both have
 * to agree before anything is ended, because pids are reused.
 */
record PidFile(Path file) {

  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  private static final String SUFFIX = ".process";

  /** Linux counts a start from the boot, and its idea of the boot's time moves with the clock. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  static PidFile of(Path folder, String name) {
    return new PidFile(folder.resolve(name + SUFFIX));
  }

  static List<PidFile> all(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .map(PidFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(ProcessHandle process) throws IOException {
    Instant start = process.info().startInstant().orElse(Instant.now());
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, process.pid() + "\n" + start + "\n");
  }

  /** A file that stays is no fault: nothing agrees with it any more. */
  void deleteIfOf(long pid) {
    try {
      if (Files.readAllLines(file).get(0).equals(Long.toString(pid))) {
        Files.delete(file);
      }
    } catch (IOException | RuntimeException unreadable) {
      LOG.debug("{} stays", file, unreadable);
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process of each file at the same time, and deletes the files. */
  static void endOrphans(List<PidFile> pidFiles, Duration grace) {
    new Orphans(pidFiles.stream().flatMap(pidFile -> pidFile.process().stream()).toList())
        .end(grace);
    pidFiles.forEach(PidFile::delete);
  }

  private Optional<ProcessHandle> process() {
    try {
      List<String> lines = Files.readAllLines(file);
      Instant start = Instant.parse(lines.get(1));
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(process -> startedAt(process, start));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant start) {
    return process
        .info()
        .startInstant()
        .filter(actual -> Duration.between(start, actual).abs().compareTo(SAME_START) <= 0)
        .isPresent();
  }
}
