package dev.errand.cli.exit;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Statuses;
import java.util.List;

/** The exit codes of the command. Scripts rely on them. */
public enum ExitCode {
  /** Done; a report that was followed succeeded. */
  SUCCESS(0, "done"),
  /**
   * A report that was followed ended without a result, or the command that was checked is not a
   * worker.
   */
  REPORT_FAILED(1, "a followed report failed or a worker breaks a rule"),
  /** The arguments are wrong. */
  USAGE(64, "wrong arguments"),
  /** There is no such report, file, profile or task of a stage. */
  NOT_FOUND(66, "not found"),
  /** The API, the token issuer or the stage does not answer, or not as it should. */
  UNAVAILABLE(69, "no answer"),
  /** A fault of the command itself. */
  FAULT(70, "a fault of errand"),
  /** A file could not be read, written or verified. */
  FILE(74, "file or digest"),
  /** The time given with {@code --timeout} is over. */
  TIMED_OUT(75, "timed out"),
  /** The API or the token issuer refused: not valid, not allowed, not in this status. */
  REFUSED(77, "refused");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The exit code of a command that followed reports to their end. */
  public static ExitCode ofReports(List<Json> reports) {
    return reports.stream().allMatch(Statuses::isSucceeded) ? SUCCESS : REPORT_FAILED;
  }

  /** The exit code after an HTTP status that is no success. */
  public static ExitCode ofStatus(int status) {
    if (status == 404 || status == 410) {
      return NOT_FOUND;
    }
    return status / 100 == 4 ? REFUSED : UNAVAILABLE;
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }

  /** A few words for the help text. */
  public String meaning() {
    return meaning;
  }
}
