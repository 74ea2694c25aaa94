package dev.errand.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a report. */
@Command(
    name = "cancel",
    description = "Cancels a report that is not final and prints its status.",
    mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "ID", description = "The report's id.")
  String id;

  @Override
  public Integer call() throws Exception {
    Terminal.standard().line(apiArguments.client().cancel(id).path("status").asText());
    return 0;
  }
}
