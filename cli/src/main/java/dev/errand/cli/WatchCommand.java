package dev.errand.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows reports. */
@Command(
    name = "watch",
    description = "Shows the progress of reports until they are final.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The reports' ids.")
  List<String> ids;

  @Override
  public Integer call() throws Exception {
    return new Follower(apiArguments.client(), Terminal.standard()).exitCode(ids);
  }
}
