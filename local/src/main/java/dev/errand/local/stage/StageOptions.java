package dev.errand.local.stage;

import java.nio.file.Path;

/**
 * How to run a stage.
 *
 * @param data the folder for everything that it keeps; one stage at a time uses it
 * @param port of the HTTP API; 0 picks a free one
 * @param records rows for each client in the sample database
 */
public record StageOptions(Path data, int port, int records) {

  public StageOptions {
    data = data.toAbsolutePath().normalize();
  }
}
