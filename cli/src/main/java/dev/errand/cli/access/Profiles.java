package dev.errand.cli.access;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The profiles of the user, in {@code $XDG_CONFIG_HOME/errand/profiles.json}. */
public final class Profiles {

  /** The one that is used where no other is named. */
  public static final String DEFAULT = "default";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path file;
  private final Path tokens;

  private Profiles(Path file, Path tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /** Where the variables, {@code XDG_CONFIG_HOME}, {@code XDG_CACHE_HOME} and HOME, say. */
  public static Profiles of(Map<String, String> variables) {
    return new Profiles(
        folder(variables, "XDG_CONFIG_HOME", ".config").resolve("profiles.json"),
        folder(variables, "XDG_CACHE_HOME", ".cache").resolve("tokens"));
  }

  private static Path folder(Map<String, String> variables, String name, String otherwise) {
    String given = variables.getOrDefault(name, "");
    Path base =
        given.isEmpty()
            ? Path.of(variables.getOrDefault("HOME", System.getProperty("user.home")), otherwise)
            : Path.of(given);
    return base.resolve("errand");
  }

  /** The file of the profiles. */
  public Path file() {
    return file;
  }

  /**
   * A profile by its name.
   *
   * @throws CommandFailure if there is none
   */
  Profile named(String name) throws IOException {
    return find(name)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no profile %s; make it with: errand login --profile %s --url URL --issuer URL"
                        .formatted(name, name)));
  }

  Optional<Profile> find(String name) throws IOException {
    Json json = read().at("profiles", name);
    return json.isObject() ? Optional.of(Profile.of(name, json)) : Optional.empty();
  }

  /** Whether a name can be one of a profile. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  void save(Profile profile) throws IOException {
    Json all = read();
    PrivateFile.write(
        file,
        all.with("profiles", all.at("profiles").with(profile.name(), profile.json())).pretty());
  }

  /** Deletes a profile and its token; false if there was none. */
  public boolean remove(String name) throws IOException {
    Json all = read();
    Files.deleteIfExists(tokenFile(name));
    if (!all.at("profiles", name).isObject()) {
      return false;
    }
    PrivateFile.write(file, all.with("profiles", all.at("profiles").with(name, null)).pretty());
    return true;
  }

  Path tokenFile(String name) {
    return tokens.resolve(name + ".json");
  }

  private Json read() throws IOException {
    if (!file.toFile().exists()) {
      return Json.object();
    }
    try {
      return Json.read(file.toFile());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FILE, "cannot read the profiles in %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
