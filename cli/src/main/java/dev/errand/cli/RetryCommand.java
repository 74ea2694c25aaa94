package dev.errand.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a report another attempt. */
@Command(
    name = "retry",
    description = "Tries a report again that ended without a result and prints its status.",
    mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "ID", description = "The report's id.")
  String id;

  @Option(names = "--follow", description = "Show its progress until it is final.")
  boolean follow;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    ReportsClient client = apiArguments.client();
    String status = client.retry(id).path("status").asText();
    if (follow) {
      return new Follower(client, terminal).exitCode(List.of(id));
    }
    terminal.line(status);
    return 0;
  }
}
