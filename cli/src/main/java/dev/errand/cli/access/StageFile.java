package dev.errand.cli.access;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code stage.json}, which describes a running local stage. */
public record StageFile(Path path, Json content) {

  private static final String NAME = "stage.json";

  /**
   * Of the stage that runs over a folder.
   *
   * @throws CommandFailure if none does
   */
  public static StageFile in(Path data) throws IOException {
    Optional<StageFile> found = find(data);
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "no stage is up in %s; start one (errand up) or name its folder (--data DIR)"
              .formatted(data));
    }
    return found.get();
  }

  /** Of the stage that runs over a folder, if one does. */
  static Optional<StageFile> find(Path data) throws IOException {
    File file = data.resolve(NAME).toFile();
    return file.exists()
        ? Optional.of(new StageFile(file.toPath(), Json.read(file)))
        : Optional.empty();
  }

  /** The folder of the stage. */
  public Path data() {
    return path.toAbsolutePath().getParent();
  }

  public URI api() {
    return URI.create(text("api"));
  }

  URI tokenEndpoint() {
    return URI.create(text("token_endpoint"));
  }

  /** The clients whose records the sample records API has. */
  public List<String> clients() {
    return List.of(text("sample_clients").split(",", -1));
  }

  public String text(String field) {
    return content.at(field).text();
  }
}
