package dev.errand.cli.exit;

import java.io.IOException;

/** Ends a command with an exit code and a message that names the fault and the remedy. */
public final class CommandFailure extends IOException {

  private static final long serialVersionUID = 1;

  private final ExitCode exit;

  /**
   * Ends the command.
   *
   * @param message begins in lower case and ends without a full stop
   */
  public CommandFailure(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  public CommandFailure(ExitCode exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  /** The exit code of the process. */
  public ExitCode exit() {
    return exit;
  }
}
