package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a script for completion in shells. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets bash and zsh complete commands and options.",
      "Use it with: source <(errand completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final CommandContext context;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.out().line(AutoComplete.bash("errand", CommandLines.all(context)).stripTrailing());
    return ExitCode.SUCCESS.number();
  }
}
