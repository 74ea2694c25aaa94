package dev.errand.cli.access;

import dev.errand.cli.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A way to get a token without a person. */
interface Grant {

  /**
   * A new token, as the issuer answers it.
   *
   * @param refreshToken the one that came with the last token
   */
  Json issue(Optional<String> refreshToken) throws IOException, InterruptedException;

  /** For a program that speaks for itself. */
  static Grant clientCredentials(
      TokenEndpoint endpoint, TokenEndpoint.Client client, Optional<String> scope) {
    return refreshToken -> {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      if (scope.isPresent()) {
        form.put("scope", scope.get());
      }
      return TokenEndpoint.granted(
          endpoint.ask(client, form), "Check the client's id, secret and scope: errand login.");
    };
  }

  /** For a person who has signed in before. */
  static Grant refresh(TokenEndpoint endpoint, TokenEndpoint.Client client, String advice) {
    return refreshToken ->
        TokenEndpoint.granted(
            refreshToken.isEmpty()
                ? Json.object("error", "the token has expired")
                : endpoint.ask(
                    client,
                    Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.get())),
            advice);
  }
}
