package dev.errand.cli;

import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.TypeConversionException;

/** Entry point of the {@code errand} command. */
@Command(
    name = "errand",
    description = "Ad-hoc reports for client systems on AWS Step Functions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      ListCommand.class,
      WatchCommand.class,
      ResultCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      TokenCommand.class
    })
public final class Main {

  /** The arguments were wrong ({@code EX_USAGE}). */
  static final int USAGE = 64;

  /** A fault of the command itself ({@code EX_SOFTWARE}). */
  private static final int FAULT = 70;

  private Main() {}

  /** Runs one command; the exit code is 0 for success, 64 for wrong arguments, 1 for a failure. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Other threads would keep the process alive after a fault. */
  private static int run(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (LinkageError | OutOfMemoryError e) {
      System.err.println("errand: a fault of the command itself: " + e);
      return FAULT;
    }
  }

  private static CommandLine commandLine() {
    IExecutionExceptionHandler inPlainWords =
        (exception, command, parsed) -> {
          command.getErr().println("errand: " + PlainWords.of(exception));
          return 1;
        };
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.registerConverter(UUID.class, Main::uuid);
    commandLine.getCommandSpec().exitCodeOnInvalidInput(USAGE);
    commandLine
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().exitCodeOnInvalidInput(USAGE));
    return commandLine.setExecutionExceptionHandler(inPlainWords);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'%s' is not a UUID such as 123e4567-e89b-12d3-a456-426614174000".formatted(text));
    }
  }
}
