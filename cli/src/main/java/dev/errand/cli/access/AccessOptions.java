package dev.errand.cli.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options that select the API and the client.
 *
 * @param data the folder of a stage
 * @param client on a stage, the client to act as
 */
public record AccessOptions(
    Optional<URI> url, Optional<String> profile, Optional<Path> data, Optional<String> client) {

  public static final AccessOptions NONE =
      new AccessOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
