package dev.errand.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/** The options of the commands that talk to an API, local or deployed. */
final class ApiArguments {

  /** The variable with the access token for an API. */
  static final String TOKEN_VARIABLE = "ERRAND_TOKEN";

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "Base URL of the API (default: that of the stage in --data). "
              + "Its access token is read from the variable ERRAND_TOKEN.")
  URI api;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of a running local stage (default: ${DEFAULT-VALUE}).",
      defaultValue = ".errand")
  Path data;

  @Option(
      names = "--client",
      paramLabel = "UUID",
      description = "On a local stage, act as this client and not as an administrator.")
  UUID client;

  ReportsClient client() throws IOException {
    return client(Optional.empty());
  }

  /**
   * A client of the API.
   *
   * @param owner whose reports it is about, if that is known: on a local stage it speaks for them
   */
  ReportsClient client(Optional<String> owner) throws IOException {
    Optional<String> given = Optional.ofNullable(System.getenv(TOKEN_VARIABLE));
    if (api != null) {
      String token =
          given.orElseThrow(
              () ->
                  new IOException(
                      "set %s to an access token for %s".formatted(TOKEN_VARIABLE, api)));
      return new ReportsClient(api, () -> token);
    }
    StageFile stage = StageFile.in(data);
    return new ReportsClient(
        stage.api(),
        given.<AccessTokens>map(token -> () -> token).orElseGet(() -> issued(stage, owner)));
  }

  private AccessTokens issued(StageFile stage, Optional<String> owner) {
    return Optional.ofNullable(client)
        .map(UUID::toString)
        .or(() -> owner)
        .map(id -> stage.tokens(id, IssuedTokens.CLIENT_SCOPE))
        .orElseGet(stage::adminTokens);
  }
}
