package dev.errand.local.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event of a log stream: a line that a task wrote.
 *
 * @param timestamp when it wrote it, in milliseconds since 1970
 */
record LogEvent(long timestamp, String message) {

  /**
   * All of a file, the oldest first. Each line of JSON has its {@code time}; another has that of
   * the line before.
   */
  static List<LogEvent> of(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      long time = Files.readAttributes(file, BasicFileAttributes.class).creationTime().toMillis();
      List<LogEvent> events = new ArrayList<>();
      for (String line : text.lines().toList()) {
        time = time(line).orElse(time);
        events.add(new LogEvent(time, line));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> time(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(Json.read(line).path("time").asText()).toEpochMilli());
    } catch (JsonProcessingException | DateTimeException other) {
      return Optional.empty();
    }
  }
}
