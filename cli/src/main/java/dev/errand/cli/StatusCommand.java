package dev.errand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints a report as the API gives it. */
@Command(name = "status", description = "Prints a report as JSON.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "ID", description = "The report's id.")
  String id;

  @Override
  public Integer call() throws Exception {
    Terminal.standard().line(apiArguments.client().report(id).toPrettyString());
    return 0;
  }
}
