package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a report. */
@Command(name = "show", description = "Shows a report.")
final class ShowCommand extends ApiCommand {

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  ShowCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    print(ReportFields.answer(api().report(id), context.clock().instant()));
    return ExitCode.SUCCESS;
  }
}
