package dev.errand.worker.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The instructions of {@code worker/Dockerfile}. */
record Dockerfile(List<String> lines) {

  static Dockerfile read() {
    try {
      return new Dockerfile(Files.readAllLines(Path.of("Dockerfile")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arguments of an instruction that occurs once. */
  String only(String instruction) {
    List<String> found = all(instruction);
    if (found.size() != 1) {
      throw new IllegalStateException(instruction + " occurs " + found.size() + " times");
    }
    return found.get(0);
  }

  List<String> all(String instruction) {
    return lines.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  /** The command of an instruction in exec form. */
  List<String> command(String instruction) {
    try {
      return Arrays.asList(new ObjectMapper().readValue(only(instruction), String[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
