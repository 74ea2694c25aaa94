package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Entry point of the {@code errand} command. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), CommandContext.ofProcess()));
  }

  /** Runs one command; the exit code. */
  static int run(List<String> arguments, CommandContext context) {
    Optional<ListRequest> usualList = ListFastPath.read(arguments);
    if (usualList.isPresent()) {
      return list(usualList.get(), context);
    }
    try {
      return CommandLines.forUse(arguments, context).execute(arguments.toArray(String[]::new));
    } catch (LinkageError | OutOfMemoryError e) {
      return new ErrorHandler(context.errors()).printAndGetExitCode(e).number();
    }
  }

  private static int list(ListRequest request, CommandContext context) {
    try {
      request.run(context);
      return ExitCode.SUCCESS.number();
    } catch (IOException | InterruptedException | RuntimeException | LinkageError e) {
      return new ErrorHandler(context.errors()).printAndGetExitCode(e).number();
    }
  }
}
