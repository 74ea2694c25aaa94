package dev.errand.cli.download;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Text;
import java.net.URI;

/** A file of a report as the API names it. */
record Artifact(String name, URI url, long size, String sha256) {

  /**
   * Reads one.
   *
   * @throws CommandFailure if its name would lead out of a folder, or something is missing
   */
  static Artifact of(Json json) throws CommandFailure {
    String name = json.at("name").text();
    String sha256 = json.at("sha256").text();
    long size = json.at("size_bytes").number(-1);
    boolean plain =
        !name.isEmpty()
            && !name.startsWith(".")
            && name.indexOf('/') < 0
            && name.indexOf('\\') < 0
            && Text.plain(name).equals(name);
    if (!plain || size < 0 || !sha256.matches("[0-9a-f]{64}")) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "the API names a file that cannot be saved: '%s'".formatted(Text.plain(name)));
    }
    return new Artifact(name, URI.create(json.at("url").text()), size, sha256);
  }
}
