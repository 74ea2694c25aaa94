package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that talks to an API. */
abstract class ApiCommand implements Callable<Integer> {

  @Mixin final AccessArguments access = new AccessArguments();
  @Mixin final OutputArguments output = new OutputArguments();
  final CommandContext context;

  ApiCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws IOException, InterruptedException {
    return run().number();
  }

  abstract ExitCode run() throws IOException, InterruptedException;

  final ReportsApi api() throws IOException {
    return access.api(context);
  }

  final void print(Answer answer) {
    output.print(context.out(), answer);
  }

  /** Prints a remark for people; programs that read the answer do not get it. */
  final void say(String line) {
    if (output.isForPeople()) {
      context.errors().line(line);
    }
  }
}
