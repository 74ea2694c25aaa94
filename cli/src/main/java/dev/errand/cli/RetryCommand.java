package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a report another attempt. */
@Command(name = "retry", description = "Tries a report again that ended without a result.")
final class RetryCommand extends ApiCommand {

  @Mixin private final FollowArguments following = new FollowArguments();

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  @Option(
      names = {"-f", "--follow"},
      description = "Show its progress until it is final.")
  private boolean follow;

  RetryCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    ReportsApi api = api();
    Json report = api.retry(id);
    if (follow) {
      return new FollowedReports(api, List.of(id), context, output).follow(following.timeout());
    }
    print(ReportFields.answer(report, context.clock().instant()));
    return ExitCode.SUCCESS;
  }
}
