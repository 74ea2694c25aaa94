package dev.errand.local.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.local.files.AtomicFile;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One folder for each task: its log, and its description once it has stopped. */
record TaskFiles(Path folder) {

  Path processes() {
    return folder.resolve("processes");
  }

  Path of(String id) {
    return folder.resolve("tasks").resolve(id);
  }

  void save(Task stopped) {
    try {
      Files.createDirectories(of(stopped.id()));
      AtomicFile.write(
          of(stopped.id()).resolve("task.json"), Json.MAPPER.writeValueAsString(stopped));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Task> stopped(String id) {
    Path file = of(id).resolve("task.json");
    if (!id.matches("[0-9a-f]{32}") || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readString(file), Task.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Task> allStopped() {
    Path tasks = folder.resolve("tasks");
    if (!Files.isDirectory(tasks)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(tasks)) {
      return folders.flatMap(task -> stopped(task.getFileName().toString()).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
