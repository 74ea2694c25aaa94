package dev.errand.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The dead letters of a stage, as it keeps them in files. */
final class DeadLetterFiles {

  private final Path queue;

  DeadLetterFiles(StageProcess stage) {
    String url = stage.field("dead_letters");
    queue = stage.path("queues").resolve(url.substring(url.lastIndexOf('/') + 1));
  }

  /** Adds one, without the minutes that Lambda tries before. */
  void add(String event, String error) throws IOException {
    long now = System.currentTimeMillis();
    ObjectNode letter = (ObjectNode) Reports.json("{}");
    letter.set("body", Reports.json(event));
    letter.putObject("attributes").put("ErrorCode", "200").put("ErrorMessage", error);
    letter.put("sent_at", now);
    Files.createDirectories(queue);
    Files.writeString(
        queue.resolve("%015d-%s.json".formatted(now, UUID.randomUUID())), letter.toString());
  }

  int size() throws IOException {
    return files().size();
  }

  void clear() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(queue)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(queue)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }
}
