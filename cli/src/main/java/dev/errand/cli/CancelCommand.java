package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a report. */
@Command(name = "cancel", description = "Cancels a report that is not final.")
final class CancelCommand extends ApiCommand {

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  CancelCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    print(ReportFields.answer(api().cancel(id), context.clock().instant()));
    return ExitCode.SUCCESS;
  }
}
