package dev.errand.cli;

import dev.errand.cli.access.Profiles;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a profile. */
@Command(name = "logout", description = "Deletes a profile and its token from this machine.")
final class LogoutCommand implements Callable<Integer> {

  @Mixin private final OutputArguments output = new OutputArguments();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The profile's name (default: ${DEFAULT-VALUE}).",
      defaultValue = Profiles.DEFAULT)
  private String profile;

  private final CommandContext context;

  LogoutCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (!Profiles.isName(profile) || !Profiles.of(context.variables()).remove(profile)) {
      throw new CommandFailure(ExitCode.NOT_FOUND, "there is no profile " + profile);
    }
    output.print(
        context.out(),
        new Answer(
            Json.object("profile", profile, "deleted", true),
            () -> Table.ofFields(List.of(List.of("deleted", profile))),
            List.of()));
    return ExitCode.SUCCESS.number();
  }
}
