package dev.errand.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A report request in a file, as it is sent. */
record ReportRequestFile(String text) {

  static ReportRequestFile read(Path path) throws IOException {
    return new ReportRequestFile(Files.readString(path));
  }

  /** Whose report it asks for; empty if it does not say so, which is the API's to refuse. */
  Optional<String> clientId() {
    try {
      return Optional.of(new JsonMapper().readTree(text).at("/filter/client_id").asText())
          .filter(id -> !id.isEmpty());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
