package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole system at work: two clients ask for a report at once. */
@Command(
    name = "demo",
    description = "Starts the local stage and runs the reports of two clients at once.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Mixin StageArguments stageArguments;

  @Option(names = "--once", description = "End after the reports; exit code 0 if both succeeded.")
  boolean once;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    StageFile file = UpCommand.start(stageArguments, terminal);
    ReportsClient client = new ReportsClient(file.api(), file.adminTokens());
    List<JsonNode> reports = new Follower(client, terminal).follow(submitBoth(file, terminal));
    terminal.line("");
    for (JsonNode report : reports) {
      printResult(client, file, report, terminal);
    }
    if (!once) {
      printNextSteps(file, reports.get(0), terminal);
      UpCommand.keepUp(terminal);
    }
    return reports.stream().allMatch(ReportLine::isSucceeded) ? 0 : 1;
  }

  private static List<String> submitBoth(StageFile stage, Terminal terminal) {
    Path examples = StageArguments.checkout().root().resolve("examples");
    List<CompletableFuture<String>> answers =
        Stream.of("client-a.json", "client-b.json")
            .map(examples::resolve)
            .map(file -> CompletableFuture.supplyAsync(() -> submit(stage, file)))
            .toList();
    terminal.line("POST /v1/reports with examples/client-a.json and examples/client-b.json");
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static String submit(StageFile stage, Path file) {
    try {
      ReportRequestFile request = ReportRequestFile.read(file);
      AccessTokens tokens =
          stage.tokens(request.clientId().orElseThrow(), IssuedTokens.CLIENT_SCOPE);
      return new ReportsClient(stage.api(), tokens).submit(request.text()).path("id").asText();
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private void printResult(ReportsClient client, StageFile file, JsonNode report, Terminal terminal)
      throws IOException, InterruptedException {
    String id = report.path("id").asText();
    if (!ReportLine.isSucceeded(report)) {
      JsonNode failure = report.path("failure");
      terminal.line(
          "%s: %s %s"
              .formatted(id, failure.path("code").asText(), failure.path("detail").asText()));
      return;
    }
    JsonNode result = client.result(id);
    terminal.line(
        "%s: %,d records"
            .formatted(report.path("name").asText(id), result.path("row_count").asLong()));
    Path folder =
        stageArguments
            .data
            .resolve("s3")
            .resolve(file.text("bucket"))
            .resolve("reports")
            .resolve(id);
    for (JsonNode artifact : result.path("artifacts")) {
      terminal.line(
          "  %,10d bytes  %s"
              .formatted(
                  artifact.path("size_bytes").asLong(),
                  folder.resolve(artifact.path("name").asText())));
    }
  }

  private static void printNextSteps(StageFile file, JsonNode report, Terminal terminal) {
    terminal.line("");
    terminal.line("Try it yourself:");
    terminal.line(
        "  curl -H \"Authorization: Bearer $(./errand token --client %s)\" %s/v1/reports/%s"
            .formatted(
                report.at("/filter/client_id").asText(), file.api(), report.path("id").asText()));
    terminal.line("  ./errand submit examples/client-a.json --follow");
    terminal.line("");
  }
}
