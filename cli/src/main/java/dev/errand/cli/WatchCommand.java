package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows reports. */
@Command(
    name = "watch",
    description = {
      "Shows the progress of reports until they are final.",
      "Exit code 0 if all of them succeeded, 1 if one did not, 75 after --timeout."
    })
final class WatchCommand extends ApiCommand {

  @Mixin private final FollowArguments following = new FollowArguments();

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The reports' ids.")
  private List<String> ids;

  WatchCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    return new FollowedReports(api(), ids.stream().distinct().toList(), context, output)
        .follow(following.timeout());
  }
}
