package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets bash and zsh complete commands and options.",
      "Use it with: source <(errand completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings
        .out()
        .line(AutoComplete.bash("errand", CommandLines.all(surroundings)).stripTrailing());
    return ExitCode.SUCCESS.number();
  }
}
