package dev.errand.cli.access;

import dev.errand.cli.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gets tokens without a person. */
sealed interface Grant {

  /**
   * A new token, as the issuer answers it.
   *
   * @param refreshToken the one that came with the last token
   */
  Json issue(Optional<String> refreshToken) throws IOException, InterruptedException;

  /** For a program that signs in for itself. */
  record ClientCredentials(
      TokenEndpoint endpoint, TokenEndpoint.Client client, Optional<String> scope)
      implements Grant {

    @Override
    public Json issue(Optional<String> refreshToken) throws IOException, InterruptedException {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      if (scope.isPresent()) {
        form.put("scope", scope.get());
      }
      return TokenEndpoint.granted(
          endpoint.ask(client, form), "Check the client's id, secret and scope: errand login.");
    }
  }

  /**
   * For a person who has signed in before.
   *
   * @param advice what to do where that does not hold any more
   */
  record Refresh(TokenEndpoint endpoint, TokenEndpoint.Client client, String advice)
      implements Grant {

    @Override
    public Json issue(Optional<String> refreshToken) throws IOException, InterruptedException {
      Json answer =
          refreshToken.isEmpty()
              ? Json.object("error", "the token has expired")
              : endpoint.ask(
                  client,
                  Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.get()));
      return TokenEndpoint.granted(answer, advice);
    }
  }
}
