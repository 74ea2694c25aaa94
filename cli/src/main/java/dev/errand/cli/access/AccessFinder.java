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
 * Finds the API that a command calls: by an option, then by a variable, then the stage that runs
 * over the folder, then the default profile.
 */
public final class AccessFinder {

  /** The folder of a stage where none is named. */
  public static final String DATA = ".errand";

  private final Map<String, String> variables;
  private final TokenSources tokens;

  public AccessFinder(Map<String, String> variables, Calls calls) {
    this.variables = variables;
    this.tokens = new TokenSources(variables, calls);
  }

  /**
   * Finds it.
   *
   * @param owner the client whose reports are concerned, if it is known; on a stage, its token is
   *     used
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
      throw new CommandFailure(ExitCode.USAGE, "'%s' is not a URL".formatted(text), e);
    }
    boolean safe =
        "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && Http.isLoopback(url));
    if (url.getHost() == null || !safe) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'%s' must be a URL that begins with https:// (http:// on this machine alone)"
              .formatted(text));
    }
    return url;
  }

  private Access on(StageFile stage, Optional<String> client) throws CommandFailure {
    Optional<AccessTokens> given = tokens.given();
    AccessTokens found =
        given.isPresent()
            ? given.get()
            : client.isPresent()
                ? tokens.ofClient(stage, client.get(), Scopes.CLIENT)
                : tokens.ofAdministrator(stage);
    return new Access(stage.api(), found, Optional.of(stage));
  }

  private static Optional<String> either(Optional<String> first, Optional<String> second) {
    return first.isPresent() ? first : second;
  }

  private Access atUrl(URI url, Optional<String> profile) throws IOException {
    Optional<AccessTokens> given = tokens.given();
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

  private Access with(Profile profile) throws CommandFailure {
    return new Access(
        profile.url(), tokens.given().orElseGet(() -> tokens.of(profile)), Optional.empty());
  }

  private Profiles profiles() {
    return Profiles.of(variables);
  }

  private Optional<String> variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
