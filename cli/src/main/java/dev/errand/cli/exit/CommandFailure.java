package dev.errand.cli.exit;

import java.io.IOException;

/** Ends a command: a line or a few that say what went wrong and what to do about it. */
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

  /** What the process ends with. */
  public ExitCode exit() {
    return exit;
  }
}
