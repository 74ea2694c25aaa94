package dev.errand.cli.exit;

/** The exit codes of the command; scripts rely on them. */
public enum ExitCode {
  /** Done; a report that was followed succeeded. */
  SUCCESS(0),
  /** A report that was followed ended without a result, or a worker that was checked is none. */
  REPORT_FAILED(1),
  /** The arguments are wrong. */
  USAGE(64),
  /** There is no such report, file, profile or stage's task. */
  NOT_FOUND(66),
  /** The API, the token issuer or the stage does not answer, or not as it should. */
  UNAVAILABLE(69),
  /** A fault of the command itself. */
  FAULT(70),
  /** A file could not be read, written or verified. */
  FILE(74),
  /** The time given with {@code --timeout} is over. */
  TIMED_OUT(75),
  /** The API or the token issuer refused: not valid, not allowed, not in this status. */
  REFUSED(77);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }
}
