package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a running local stage says of itself in {@code stage.json}. */
record StageFile(Path path, JsonNode content) {

  static StageFile in(Path data) throws IOException {
    Path path = data.resolve("stage.json");
    if (!Files.exists(path)) {
      throw new IOException(
          "no stage is up in %s; start one (./errand up) or name an API (--api URL)"
              .formatted(data));
    }
    return new StageFile(path, new JsonMapper().readTree(path.toFile()));
  }

  URI api() {
    return URI.create(text("api"));
  }

  String text(String field) {
    return content.path(field).asText();
  }
}
