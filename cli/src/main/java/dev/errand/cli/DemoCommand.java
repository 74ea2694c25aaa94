package dev.errand.cli;

import dev.errand.cli.access.Scopes;
import dev.errand.cli.access.StageFile;
import dev.errand.cli.access.TokenSources;
import dev.errand.cli.api.AccessTokens;
import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.api.RetryDeadline;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.follow.Follower;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a stage and the reports of two clients at once. */
@Command(
    name = "demo",
    description = {
      "Starts the local stage and runs the reports of two clients at once.",
      "With --json, both reports are printed when they are final."
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private final StageArguments stageArguments = new StageArguments();
  @Mixin private final OutputArguments output = new OutputArguments();

  @Option(names = "--once", description = "End after the reports; exit code 0 if both succeeded.")
  private boolean once;

  private final CommandContext context;
  private final TokenSources tokens;
  private final Terminal terminal;

  DemoCommand(CommandContext context) {
    this.context = context;
    this.tokens = new TokenSources(context.variables(), context.calls());
    this.terminal = context.out();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!output.isForPeople()) {
      return quietly();
    }
    StageFile file = new RunningStage(stageArguments, context.home(), terminal).start();
    ReportsApi api = api(file, tokens.ofAdministrator(file));
    terminal.line("POST /v1/reports");
    terminal.line("  with examples/client-a.json and examples/client-b.json");
    terminal.line("");
    List<Json> reports = follow(file, api);
    for (Json report : reports) {
      terminal.line("");
      printResult(api, report);
    }
    if (!once) {
      printNextSteps(file, reports.get(0));
      UpCommand.keepUp(terminal);
    }
    return ExitCode.ofReports(reports).number();
  }

  private int quietly() throws IOException, InterruptedException {
    Terminal errors = context.errors();
    StageFile file = new RunningStage(stageArguments, context.home(), errors).start();
    List<Json> reports = follow(file, api(file, tokens.ofAdministrator(file)));
    output.print(
        context.out(),
        new Answer(
            Json.object("reports", Json.array(reports)),
            new ReportListing.Found(reports, true),
            reports.stream().map(report -> report.at("id").text()).toList()));
    if (!once) {
      UpCommand.keepUp(errors);
    }
    return ExitCode.ofReports(reports).number();
  }

  private ReportsApi api(StageFile file, AccessTokens tokens) {
    return new ReportsApi(file.api(), tokens, context.calls(), RetryDeadline.interactive());
  }

  private List<Json> follow(StageFile file, ReportsApi api)
      throws IOException, InterruptedException {
    return new Follower(
            api,
            FollowedReports.listener(context, output),
            true,
            context.sleeper(),
            context.clock())
        .follow(submitBoth(file), Optional.empty());
  }

  private List<String> submitBoth(StageFile stage) throws IOException {
    Path examples = context.home().resolve("examples");
    List<CompletableFuture<String>> answers =
        Stream.of("client-a.json", "client-b.json")
            .map(examples::resolve)
            .map(file -> CompletableFuture.supplyAsync(() -> submit(stage, file)))
            .toList();
    try {
      return answers.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  private String submit(StageFile stage, Path file) {
    try {
      ReportRequestFile request = ReportRequestFile.read(file);
      AccessTokens own = tokens.ofClient(stage, request.clientId().orElseThrow(), Scopes.CLIENT);
      return api(stage, own).submit(request.bytes(), UUID.randomUUID().toString()).at("id").text();
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private void printResult(ReportsApi api, Json report) throws IOException, InterruptedException {
    String id = report.at("id").text();
    if (!Statuses.isSucceeded(report)) {
      FailureLines.of(report).forEach(terminal::line);
      return;
    }
    Json result = api.result(id);
    terminal.line(
        "%s: %s"
            .formatted(
                report.at("name").someText().orElse(id),
                Numbers.records(result.at("row_count").number(0))));
    List<Json> artifacts = result.at("artifacts").list();
    if (!artifacts.isEmpty()) {
      terminal.line("  " + folder(URI.create(artifacts.get(0).at("url").text())));
    }
    for (Json artifact : artifacts) {
      terminal.line(
          "    %-14s %s"
              .formatted(
                  artifact.at("name").text(), Numbers.bytes(artifact.at("size_bytes").number(0))));
    }
  }

  /** The stage keeps its buckets as folders; an address names bucket and key. */
  private Path folder(URI address) {
    return stageArguments.data.resolve("s3").resolve(address.getPath().substring(1)).getParent();
  }

  private void printNextSteps(StageFile file, Json report) {
    terminal.line("");
    terminal.line("Try it yourself:");
    terminal.line(
        "  token=$(./errand token --client %s)".formatted(report.at("filter", "client_id").text()));
    terminal.line("  curl -H \"Authorization: Bearer $token\" \\");
    terminal.line("    %s/v1/reports/%s".formatted(file.api(), report.at("id").text()));
    terminal.line("  ./errand submit examples/client-a.json --follow");
    terminal.line("  ./errand list");
    terminal.line("");
  }
}
