package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names or fetches the artifacts of a report. */
@Command(
    name = "result",
    description = "Names the artifacts of a finished report, or downloads them.",
    mixinStandardHelpOptions = true)
final class ResultCommand implements Callable<Integer> {

  @Mixin ApiArguments apiArguments;

  @Parameters(paramLabel = "ID", description = "The report's id.")
  String id;

  @Option(names = "--download", paramLabel = "DIR", description = "Save the artifacts there.")
  Path folder;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    ReportsClient client = apiArguments.client();
    JsonNode result = client.result(id);
    if (folder == null) {
      terminal.line(result.toPrettyString());
      return 0;
    }
    Files.createDirectories(folder);
    for (JsonNode artifact : result.path("artifacts")) {
      Path file = folder.resolve(Path.of(artifact.path("name").asText()).getFileName());
      client.download(URI.create(artifact.path("url").asText()), file);
      terminal.line(file.toString());
    }
    return 0;
  }
}
