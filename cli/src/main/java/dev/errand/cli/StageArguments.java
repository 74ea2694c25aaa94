package dev.errand.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of the commands that start a local stage. It uses no type of the stage, so that the
 * options can be parsed without the stage's jars.
 */
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
      description =
          "Records for each of the first two clients in the sample records API, a tenth for the "
              + "third (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  int records;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of template.yaml; may be given more than once.")
  Map<String, String> parameters = Map.of();

  @Option(
      names = "--workers",
      paramLabel = "HOW",
      description =
          "How own workers (tasks of report types with an image of their own) run: as a container "
              + "or a process; auto takes containers if Podman or Docker answers (default: ${DEFAULT-VALUE}).",
      defaultValue = "auto")
  Workers workers;

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

  /** How own workers run. */
  enum Workers {
    AUTO,
    PROCESS,
    CONTAINER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Throws where an option is out of its range. */
  void check() {
    requireNotNegative("--records", records);
    requireNotNegative("--port", port);
  }

  private void requireNotNegative(String option, int value) {
    if (value < 0) {
      throw new ParameterException(
          command.commandLine(), "%s must be 0 or more, not %d".formatted(option, value));
    }
  }
}
