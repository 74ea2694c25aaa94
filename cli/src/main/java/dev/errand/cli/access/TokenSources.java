package dev.errand.cli.access;

import dev.errand.cli.api.AccessTokens;
import dev.errand.cli.api.Calls;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import java.util.Map;
import java.util.Optional;

/** The access tokens of stages and profiles. They are kept in files until they expire. */
public final class TokenSources {

  private static final String NO_CLIENT = "00000000-0000-0000-0000-000000000000";

  private final Map<String, String> variables;
  private final Calls calls;

  public TokenSources(Map<String, String> variables, Calls calls) {
    this.variables = variables;
    this.calls = calls;
  }

  /** The token of the variable {@code ERRAND_TOKEN}, if it is set. */
  Optional<AccessTokens> given() throws CommandFailure {
    String token = variables.getOrDefault("ERRAND_TOKEN", "");
    if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the token in the variable ERRAND_TOKEN must have no line breaks, spaces or special"
              + " characters");
    }
    return token.isEmpty() ? Optional.empty() : Optional.of(AccessTokens.given(token));
  }

  /** Tokens of a stage's issuer for a client. */
  public AccessTokens ofClient(StageFile stage, String clientId, String scope) {
    TokenEndpoint endpoint = new TokenEndpoint(stage.tokenEndpoint(), calls);
    return new TokenCache(
        stage.data().resolve("tokens").resolve(fileName(clientId, scope)),
        endpoint.uri().toString(),
        new Grant.ClientCredentials(
            endpoint, new TokenEndpoint.Client(clientId, Optional.empty()), Optional.of(scope)));
  }

  /** Administrator tokens of a stage: every operation, on the reports of all clients. */
  public AccessTokens ofAdministrator(StageFile stage) {
    return ofClient(stage, NO_CLIENT, Scopes.ADMIN);
  }

  /** Tokens of a profile. */
  TokenCache of(Profile profile) {
    TokenEndpoint endpoint = new TokenEndpoint(profile.tokenEndpoint(), calls);
    TokenEndpoint.Client client =
        new TokenEndpoint.Client(profile.clientId(), profile.clientSecret());
    Grant grant =
        profile.isOfPerson()
            ? new Grant.Refresh(
                endpoint,
                client,
                "Sign in again: errand login --profile %s --url %s --issuer %s --client-id %s"
                    .formatted(profile.name(), profile.url(), profile.issuer(), profile.clientId()))
            : new Grant.ClientCredentials(endpoint, client, profile.scope());
    return new TokenCache(
        Profiles.of(variables).tokenFile(profile.name()),
        profile.tokenEndpoint().toString(),
        grant);
  }

  /** A client id is any text. */
  private static String fileName(String clientId, String scope) {
    StringBuilder name = new StringBuilder();
    String whole = clientId + "-" + scope;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      boolean safe = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      name.append(safe ? c : '_');
    }
    return name.append(".json").toString();
  }
}
