package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a running local stage says of itself in {@code stage.json}. */
record StageFile(Path path, JsonNode content) {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

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

  /** Tokens of the stage's issuer for a client. */
  AccessTokens tokens(String clientId, String scope) {
    return new IssuedTokens(URI.create(text("token_endpoint")), clientId, scope);
  }

  /** Tokens for whoever runs the stage: everything, for everybody's reports. */
  AccessTokens adminTokens() {
    return tokens(NOBODY, IssuedTokens.ADMIN_SCOPE);
  }

  String text(String field) {
    return content.path(field).asText();
  }
}
