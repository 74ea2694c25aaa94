package dev.errand.local.events;

import dev.errand.local.files.AtomicFile;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of JSON files, one value each; a kill leaves a file whole or not there at all. */
final class JsonFiles<T> {

  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Class<T> type;

  JsonFiles(Path folder, Class<T> type) {
    this.folder = folder;
    this.type = type;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
  }

  void put(String id, T value) {
    Path file = file(id);
    try {
      AtomicFile.write(file, Json.MAPPER.writeValueAsString(value));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void remove(String id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(id), e);
    }
  }

  /** All values, the oldest id first. */
  List<T> all() {
    return List.copyOf(byId().values());
  }

  /** All values by their ids, the oldest id first. */
  Map<String, T> byId() {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, T> values = new LinkedHashMap<>();
      files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .forEach(file -> values.put(id(file), read(file)));
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the folder " + folder, e);
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private T read(Path file) {
    try {
      return Json.MAPPER.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
