package dev.errand.cli;

import dev.errand.cli.access.StageFile;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a local stage and keeps it up until it is interrupted. */
@Command(
    name = "up",
    description = {
      "Starts the local stage and keeps it up.",
      "With --json, what stage.json says is printed when it is ready."
    })
final class UpCommand implements Callable<Integer> {

  @Mixin private final StageArguments stageArguments = new StageArguments();
  @Mixin private final OutputArguments output = new OutputArguments();
  private final CommandContext context;

  UpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = output.isForPeople() ? context.out() : context.errors();
    StageFile file = new RunningStage(stageArguments, context.home(), terminal).start();
    if (output.form() == OutputForm.JSON) {
      context.out().line(file.content().pretty());
    }
    keepUp(terminal);
    return ExitCode.SUCCESS.number();
  }

  static void keepUp(Terminal terminal) throws InterruptedException {
    terminal.line("The stage stays up. Ctrl-C ends it.");
    new CountDownLatch(1).await();
  }
}
