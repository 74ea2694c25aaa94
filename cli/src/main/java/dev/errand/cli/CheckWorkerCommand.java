package dev.errand.cli;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Checks whether a command is a worker. It uses no type of the stage, so that the options can be
 * parsed without the stage's jars.
 */
@Command(
    name = "check-worker",
    description = {
      "Checks whether a command is a worker of Errand, by docs/worker-contract.md.",
      "It starts a bucket, a table and a sample records API for the check, and runs the command "
          + "about a dozen times. Exit code 0 only if all mandatory rules hold."
    })
final class CheckWorkerCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command with its arguments, after --")
  List<String> command;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The report type whose variables it gets (default: ${DEFAULT-VALUE}).",
      defaultValue = "records")
  String type;

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "A valid report request (default: examples/client-a.json).")
  private Path request;

  @Option(
      names = "--invalid-request",
      paramLabel = "FILE",
      description = "A request that is not valid (default: a text that is not JSON).")
  private Path invalidRequest;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable for the command; may be given more than once.")
  Map<String, String> variables = Map.of();

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      description = "A variable of this shell for the command, whose value must not be logged.")
  private List<String> secrets = List.of();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "The maximum time of one run (default: ${DEFAULT-VALUE}).",
      defaultValue = "2m")
  Duration timeLimit;

  @Option(
      names = "--stop-timeout",
      paramLabel = "TIME",
      description =
          "The maximum time from SIGTERM to the end; template.yaml has 120 s (default: "
              + "${DEFAULT-VALUE}).",
      defaultValue = "30s")
  Duration stopTimeout;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder for the check, which keeps the logs if a rule is broken (variable: ERRAND_DATA; "
              + "default: .errand).",
      defaultValue = "${env:ERRAND_DATA:-.errand}")
  Path data;

  @Mixin final OutputArguments output = new OutputArguments();

  final CommandContext context;

  CheckWorkerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new RunningCheck(this).run().number();
  }

  String request() throws IOException {
    return read(
        Optional.ofNullable(request)
            .orElseGet(() -> context.home().resolve("examples/client-a.json")));
  }

  String invalidRequest() throws IOException {
    return invalidRequest == null ? "{" : read(invalidRequest);
  }

  private static String read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + file);
    }
    return Files.readString(file);
  }

  Map<String, String> secrets() throws CommandFailure {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : secrets) {
      String value = context.variables().get(name);
      if (value == null || value.isBlank()) {
        throw new CommandFailure(ExitCode.USAGE, "the variable %s is not set".formatted(name));
      }
      values.put(name, value);
    }
    return values;
  }
}
