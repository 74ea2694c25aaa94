package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists a client's reports. */
@Command(
    name = "list",
    description = "Lists the newest reports of a client, one a line.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "CLIENT", description = "The client's UUID.")
  String clientId;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    ReportLine line = new ReportLine(terminal);
    for (JsonNode report : apiArguments.client().list(clientId).path("reports")) {
      terminal.line(line.of(report));
    }
    return 0;
  }
}
