package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for a report. */
@Command(
    name = "submit",
    description = "Asks for the report that a request file describes and prints its id.",
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "FILE", description = "A report request, as in examples/.")
  Path file;

  @Option(names = "--follow", description = "Show its progress until it is final.")
  boolean follow;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    ReportRequestFile request = ReportRequestFile.read(file);
    ReportsClient client = apiArguments.client(request.clientId());
    JsonNode report = client.submit(request.text());
    String id = report.path("id").asText();
    if (follow) {
      return new Follower(client, terminal).exitCode(List.of(id));
    }
    terminal.line(id);
    return 0;
  }
}
