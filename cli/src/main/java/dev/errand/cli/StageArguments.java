package dev.errand.cli;

import dev.errand.local.Checkout;
import dev.errand.local.stage.Stage;
import dev.errand.local.stage.StageOptions;
import dev.errand.local.stage.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of the commands that start a local stage. */
final class StageArguments {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for all state of the stage (default: ${DEFAULT-VALUE}).",
      defaultValue = ".errand")
  Path data;

  @Option(
      names = "--port",
      description = "Port of the API, 0 picks a free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  int port;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Rows for each client in the sample records API (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  int records;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of template.yaml; may be given more than once.")
  Map<String, String> parameters = Map.of();

  @Option(
      names = "--waits",
      description = "For tests: what every pause is multiplied by.",
      hidden = true,
      defaultValue = "1")
  double waits;

  @Option(
      names = "--lose-events",
      description = "For tests: status events get lost, come twice or late.",
      hidden = true)
  boolean losesEvents;

  Stage start() throws IOException {
    Path log = Files.createDirectories(data.resolve("logs")).resolve("stage.log");
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
    return Stage.start(
        checkout(),
        new StageOptions(data, port, records, parameters, new Trial(waits, losesEvents)));
  }

  static Checkout checkout() {
    return new Checkout(
        Path.of(System.getProperty("errand.home", ".")).toAbsolutePath().normalize());
  }
}
