package dev.errand.cli;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.terminal.Terminal;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints errors in one line or a few, without stack traces. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Terminal terminal;

  ErrorHandler(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return e instanceof ParameterException wrong
        ? handleParseException(wrong, new String[0])
        : printAndGetExitCode(e).number();
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    terminal.line("errand: " + Text.plain(decapitalized(message(e))));
    terminal.line("  See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }

  /** An unknown option is reported before a missing parameter. */
  private static String message(ParameterException e) {
    List<String> unknown = e.getCommandLine().getUnmatchedArguments();
    UnmatchedArgumentException unmatched =
        unknown.isEmpty()
            ? e instanceof UnmatchedArgumentException same ? same : null
            : new UnmatchedArgumentException(e.getCommandLine(), unknown);
    if (unmatched == null) {
      return e.getMessage();
    }
    List<String> suggestions = unmatched.getSuggestions();
    String text =
        isCommand(unmatched)
            ? "there is no command '" + unmatched.getUnmatched().get(0) + "'"
            : unmatched.getMessage();
    return suggestions.isEmpty()
        ? text
        : text + "; is it " + String.join(" or ", suggestions) + "?";
  }

  private static boolean isCommand(UnmatchedArgumentException e) {
    return e.getCommandLine().getParent() == null
        && !e.getUnmatched().isEmpty()
        && !e.getUnmatched().get(0).startsWith("-");
  }

  /** Prints a failure. Any but a failure that the command foresees is a fault of its own. */
  ExitCode printAndGetExitCode(Throwable failure) {
    if (failure instanceof CommandFailure known) {
      terminal.line("errand: " + known.getMessage());
      return known.exit();
    }
    if (failure instanceof InterruptedException) {
      terminal.line("errand: interrupted");
      return ExitCode.FAULT;
    }
    if (failure instanceof IOException io) {
      terminal.line("errand: " + message(io));
      return io instanceof FileSystemException ? ExitCode.FILE : ExitCode.UNAVAILABLE;
    }
    terminal.line("errand: a fault of the command itself: " + failure);
    return ExitCode.FAULT;
  }

  /** The message of most exceptions of the file system is the path alone. */
  private static String message(IOException e) {
    return e instanceof FileSystemException || e.getMessage() == null
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : e.getMessage();
  }

  private static String decapitalized(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
