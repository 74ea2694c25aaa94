package dev.errand.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One execution of the state machine for a report.
 *
 * @param reportId the report
 * @param number counts from 1; a report whose execution was started by hand has only a first. An
 *     execution that was started by hand under a bare ULID is number 0, so that its name is no
 *     other attempt's
 */
public record Attempt(ReportId reportId, int number) {

  /** The maximum number of an attempt. */
  public static final int MAX_NUMBER = 999_999;

  private static final Pattern NAME = Pattern.compile("(.{26})-([1-9][0-9]{0,5})");

  /**
   * Creates an attempt.
   *
   * @throws IllegalArgumentException if the report can have no attempt of this number
   */
  public Attempt {
    if (number < 0 || number > MAX_NUMBER || (number != 1 && reportId.isStartedByHand())) {
      throw new IllegalArgumentException(
          "there is no attempt %d of %s".formatted(number, reportId));
    }
  }

  /** The first attempt of a report. */
  public static Attempt first(ReportId reportId) {
    return new Attempt(reportId, 1);
  }

  /**
   * Reads an execution's name back. {@code {ulid}-{attempt}} is an attempt that Errand started; any
   * other name was given by hand, and its execution is the first attempt of a report with that name
   * as id, or attempt 0 if the name is a ULID.
   *
   * @throws IllegalArgumentException if no execution can have this name
   */
  public static Attempt fromExecutionName(String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches() && ReportId.isUlid(matcher.group(1))) {
      return new Attempt(new ReportId(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
    ReportId id = new ReportId(name);
    return new Attempt(id, id.isStartedByHand() ? 1 : 0);
  }

  /** Whether its execution was started by hand: Errand gives no execution such a name. */
  public boolean isStartedByHand() {
    return number == 0 || reportId.isStartedByHand();
  }

  /** Whether there can be one more attempt after this one. */
  public boolean hasNext() {
    return !reportId.isStartedByHand() && number < MAX_NUMBER;
  }

  /** The attempt after this one. */
  public Attempt next() {
    return new Attempt(reportId, number + 1);
  }

  /** The name of this attempt's execution; {@link #fromExecutionName} reads it back. */
  public String executionName() {
    return isStartedByHand() ? reportId.value() : reportId.value() + "-" + number;
  }
}
