package dev.errand.cli;

import dev.errand.local.Checkout;
import dev.errand.local.stage.Stage;
import dev.errand.local.stage.StageOptions;
import dev.errand.local.stage.Trial;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the commands that start a local stage. */
final class StageArguments {

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for all state of the stage (variable: ERRAND_DATA; default: .errand).",
      defaultValue = "${env:ERRAND_DATA:-.errand}")
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

  /**
   * Takes the folder of a stage.
   *
   * @param home the folder of {@code template.yaml}
   * @param news gets a line of text about each thing that takes long while it starts
   */
  Stage open(Path home, Consumer<String> news) {
    requireNotNegative("--records", records);
    requireNotNegative("--port", port);
    // Set before anything logs; the file is opened, and emptied, once the folder is ours
    System.setProperty(
        "org.slf4j.simpleLogger.logFile", data.resolve("logs").resolve("stage.log").toString());
    return Stage.open(
        new Checkout(home),
        new StageOptions(data, port, records, parameters, new Trial(waits, losesEvents), news));
  }

  private void requireNotNegative(String option, int value) {
    if (value < 0) {
      throw new ParameterException(
          command.commandLine(), "%s has to be 0 or more, not %d".formatted(option, value));
    }
  }
}
