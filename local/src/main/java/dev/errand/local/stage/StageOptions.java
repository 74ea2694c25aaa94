package dev.errand.local.stage;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How to run a stage.
 *
 * @param data the folder for everything that it keeps; one stage at a time uses it
 * @param port of the HTTP API; 0 picks a free one
 * @param records in the sample database: so many for each of the first two clients, a tenth for the
 *     third
 * @param parameters of the template, instead of its defaults and the stage's own values
 * @param ownWorkerMode how to run own workers
 * @param testSettings how it differs from AWS
 * @param statusLines gets a line of text about each step that takes long while the stage starts or
 *     ends
 */
public record StageOptions(
    Path data,
    int port,
    int records,
    Map<String, String> parameters,
    OwnWorkerMode ownWorkerMode,
    TestSettings testSettings,
    Consumer<String> statusLines) {

  public StageOptions {
    data = data.toAbsolutePath().normalize();
    parameters = Map.copyOf(parameters);
  }

  /** With the template's defaults, as on AWS. */
  public StageOptions(Path data, int port, int records) {
    this(data, port, records, Map.of(), OwnWorkerMode.AUTO, TestSettings.NONE, line -> {});
  }
}
