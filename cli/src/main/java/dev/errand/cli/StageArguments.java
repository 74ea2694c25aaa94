package dev.errand.cli;

import dev.errand.local.Checkout;
import dev.errand.local.stage.Stage;
import dev.errand.local.stage.StageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  Stage start() throws IOException {
    Path log = Files.createDirectories(data.resolve("logs")).resolve("stage.log");
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
    return Stage.start(checkout(), new StageOptions(data, port, records));
  }

  static Checkout checkout() {
    return new Checkout(
        Path.of(System.getProperty("errand.home", ".")).toAbsolutePath().normalize());
  }
}
