package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.local.files.AtomicFile;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of Map Runs: one that changes, and one with what the child executions begin with, which
 * is written before and never changes.
 */
record MapRunStore(Path folder) {

  void save(MapRun mapRun) {
    try {
      AtomicFile.write(
          folder(mapRun.arn()).resolve("map-run.json"), Json.MAPPER.writeValueAsString(mapRun));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(MapRun mapRun, ArrayNode inputs) {
    try {
      Files.createDirectories(folder(mapRun.arn()));
      AtomicFile.write(folder(mapRun.arn()).resolve("inputs.json"), Json.write(inputs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    save(mapRun);
  }

  List<JsonNode> inputs(MapRun mapRun) {
    try {
      JsonNode inputs = Json.read(Files.readString(folder(mapRun.arn()).resolve("inputs.json")));
      return Stream.iterate(0, i -> i < inputs.size(), i -> i + 1).map(inputs::get).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<MapRun> all() {
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.map(run -> run.resolve("map-run.json"))
          .filter(Files::exists)
          .map(MapRunStore::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MapRun read(Path file) {
    try {
      return Json.MAPPER.readValue(Files.readString(file), MapRun.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private Path folder(String arn) {
    return folder.resolve(arn.substring(arn.lastIndexOf(':') + 1));
  }
}
