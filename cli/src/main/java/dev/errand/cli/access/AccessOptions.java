package dev.errand.cli.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user says about which API to talk to, and as whom.
 *
 * @param data the folder of a stage
 * @param client on a stage, the client to speak for
 */
public record AccessOptions(
    Optional<URI> url, Optional<String> profile, Optional<Path> data, Optional<String> client) {

  public static final AccessOptions NONE =
      new AccessOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
