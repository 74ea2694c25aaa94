package dev.errand.local.workercheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The log of a task: what its process wrote to standard output and standard error. */
record TaskLog(Path file) {

  /** The first line that matches. */
  Optional<String> first(Predicate<String> what) {
    return read(lines -> lines.filter(what).findFirst());
  }

  Optional<String> last() {
    return read(lines -> lines.reduce((before, line) -> line));
  }

  /** The number of lines. */
  long size() {
    return read(Stream::count);
  }

  /** Bytes that are not UTF-8 are replaced. */
  private <T> T read(Function<Stream<String>, T> what) {
    try (BufferedReader log =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      return what.apply(log.lines());
    } catch (IOException e) {
      throw new UncheckedIOException("the log of a task cannot be read", e);
    }
  }
}
