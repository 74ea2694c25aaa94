package dev.errand.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The user that a console signs in as on the stage.
 *
 * @param scope with spaces between
 */
record TokenRequest(UUID client, String scope) {

  static Optional<TokenRequest> read(byte[] body) {
    try {
      JsonNode json = new ObjectMapper().readTree(body);
      String scope = json.path("scope").asText();
      return scope.isBlank()
          ? Optional.empty()
          : Optional.of(new TokenRequest(UUID.fromString(json.path("client_id").asText()), scope));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
