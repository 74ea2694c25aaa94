package dev.errand.cli.access;

import dev.errand.cli.api.AccessTokens;
import dev.errand.cli.api.Calls;
import dev.errand.cli.api.Http;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the API that a command talks to: what an option names, then what a variable names, then the
 * stage that is up in the folder, then the default profile.
 */
public final class AccessFinder {

  /** The folder of a stage where none is named. */
  public static final String DATA = ".errand";

  private static final String NO_CLIENT = "00000000-0000-0000-0000-000000000000";

  private final Map<String, String> variables;
  private final Calls calls;

  public AccessFinder(Map<String, String> variables, Calls calls) {
    this.variables = variables;
    this.calls = calls;
  }

  /**
   * Finds it.
   *
   * @param owner whose reports it is about, if that is known: on a stage it speaks for them
   * @throws CommandFailure if there is none, or no token for it
   */
  public Access find(AccessOptions choice, Optional<String> owner) throws IOException {
    if (choice.url().isPresent()) {
      return atUrl(choice.url().get(), choice.profile());
    }
    if (choice.profile().isPresent()) {
      return with(profiles().named(choice.profile().get()));
    }
    if (choice.data().isPresent()) {
      return on(StageFile.in(choice.data().get()), either(choice.client(), owner));
    }
    Optional<String> url = variable("ERRAND_URL");
    if (url.isPresent()) {
      return atUrl(url(url.get()), Optional.empty());
    }
    Optional<String> profile = variable("ERRAND_PROFILE");
    if (profile.isPresent()) {
      return with(profiles().named(profile.get()));
    }
    Optional<StageFile> stage = StageFile.find(data());
    if (stage.isPresent()) {
      return on(stage.get(), either(choice.client(), owner));
    }
    Optional<Profile> usual = profiles().find(Profiles.DEFAULT);
    if (usual.isPresent()) {
      return with(usual.get());
    }
    throw new CommandFailure(
        ExitCode.UNAVAILABLE,
        ("no stage is up in %s, and there is no profile%n"
                + "  Start a stage (errand up) or sign in to an API (errand login --url URL --issuer URL).")
            .formatted(data()));
  }

  /** The folder of the stage where the user names none. */
  public Path data() {
    return Path.of(variable("ERRAND_DATA").orElse(DATA));
  }

  /** The stage of a folder. */
  public StageFile stage(Optional<Path> data) throws IOException {
    return StageFile.in(data.orElseGet(this::data));
  }

  /**
   * The base URL of an API. It must use https, except on the loopback interface: tokens are sent to
   * it.
   */
  public static URI url(String text) throws CommandFailure {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "'%s' is no URL".formatted(text), e);
    }
    boolean safe =
        "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && Http.isLoopback(url));
    if (url.getHost() == null || !safe) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'%s' has to be a URL that begins with https:// (http:// on this machine alone)"
              .formatted(text));
    }
    return url;
  }

  /** Tokens of a stage's issuer for a client. */
  public AccessTokens stageTokens(StageFile stage, String clientId, String scope) {
    TokenEndpoint endpoint = new TokenEndpoint(stage.tokenEndpoint(), calls);
    return new TokenCache(
        stage.data().resolve("tokens").resolve(fileName(clientId, scope)),
        endpoint.uri().toString(),
        new Grant.ClientCredentials(
            endpoint, new TokenEndpoint.Client(clientId, Optional.empty()), Optional.of(scope)));
  }

  /** Administrator tokens of a stage: every operation, on the reports of all clients. */
  public AccessTokens stageAdmin(StageFile stage) {
    return stageTokens(stage, NO_CLIENT, Scopes.ADMIN);
  }

  /** Client ids are the user's: they may hold anything. */
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

  private Access on(StageFile stage, Optional<String> client) {
    Optional<AccessTokens> given = given();
    AccessTokens tokens =
        given.isPresent()
            ? given.get()
            : client.isPresent()
                ? stageTokens(stage, client.get(), Scopes.CLIENT)
                : stageAdmin(stage);
    return new Access(stage.api(), tokens, Optional.of(stage));
  }

  private static Optional<String> either(Optional<String> first, Optional<String> second) {
    return first.isPresent() ? first : second;
  }

  private Access atUrl(URI url, Optional<String> profile) throws IOException {
    Optional<AccessTokens> given = given();
    if (given.isPresent()) {
      return new Access(url, given.get(), Optional.empty());
    }
    Optional<Profile> known =
        profiles().find(profile.or(() -> variable("ERRAND_PROFILE")).orElse(Profiles.DEFAULT));
    if (known.isPresent() && known.get().url().equals(url)) {
      return with(known.get());
    }
    throw new CommandFailure(
        ExitCode.REFUSED,
        ("there is no token for %s%n"
                + "  Set ERRAND_TOKEN to one, or sign in: errand login --url %s --issuer URL")
            .formatted(url, url));
  }

  private Access with(Profile profile) {
    return new Access(profile.url(), given().orElseGet(() -> tokens(profile)), Optional.empty());
  }

  TokenCache tokens(Profile profile) {
    TokenEndpoint endpoint = new TokenEndpoint(profile.tokenEndpoint(), calls);
    TokenEndpoint.Client client =
        new TokenEndpoint.Client(profile.clientId(), profile.clientSecret());
    Grant grant =
        profile.ofPerson()
            ? new Grant.Refresh(
                endpoint,
                client,
                "Sign in again: errand login --profile %s --url %s --issuer %s --client-id %s"
                    .formatted(profile.name(), profile.url(), profile.issuer(), profile.clientId()))
            : new Grant.ClientCredentials(endpoint, client, profile.scope());
    return new TokenCache(
        profiles().tokenFile(profile.name()), profile.tokenEndpoint().toString(), grant);
  }

  private Optional<AccessTokens> given() {
    Optional<String> token = variable("ERRAND_TOKEN");
    return token.isPresent() ? Optional.of(AccessTokens.given(token.get())) : Optional.empty();
  }

  private Profiles profiles() {
    return Profiles.of(variables);
  }

  private Optional<String> variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
