package dev.errand.local.workercheck;

import java.util.Locale;

/** A rule of {@code docs/worker-contract.md}, in the order in which rules are checked. */
public enum Rule {
  MISSING_REQUEST(true, "exit-codes", "without REPORT_REQUEST, the task ends with 64"),
  INVALID_REQUEST(true, "exit-codes", "with an invalid request, the task ends with 65"),
  REPORT(true, "exit-codes", "with a valid request, the task ends with 0"),
  MANIFEST(true, "manifest", "the task writes a manifest"),
  ARTIFACTS(true, "artifacts", "artifacts have the size and the SHA-256 that the manifest gives"),
  MANIFEST_LAST(true, "manifest", "no file of the report is written after the manifest"),
  PREFIXES(true, "artifacts", "the task writes only under the prefixes of its report"),
  PROGRESS(true, "progress", "the progress item has what the functions read"),
  PROGRESS_DONE(false, "progress", "the last progress of a complete report is done"),
  LATE_TASK(true, "fence", "a task that starts after a later one ends with 80 and writes nothing"),
  SUPERSEDED(true, "fence", "a task that a later one overtakes ends with 80 and stops writing"),
  STOPPED(true, "sigterm", "after SIGTERM, the task ends in time with 75 or 143"),
  CONTINUED_AFTER_STOP(true, "restarts", "the next task after SIGTERM writes the same report"),
  CONTINUED_AFTER_FIRST_WRITE(
      true, "restarts", "the next task after a kill at the first write writes the same report"),
  CONTINUED_BEFORE_MANIFEST(
      true, "restarts", "the next task after a kill before the manifest writes the same report"),
  DEADLINE(false, "limits", "at its deadline, the task ends with 79"),
  SECRETS(true, "log-lines", "no secret is in the log"),
  LOG_LINES(false, "log-lines", "each log line is a JSON object with time, level and message");

  private final boolean mandatory;
  private final String section;
  private final String text;

  Rule(boolean mandatory, String section, String text) {
    this.mandatory = mandatory;
    this.section = section;
    this.text = text;
  }

  /** Its name for programs, for example {@code manifest-last}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a worker must comply; it should comply with the others. */
  public boolean isMandatory() {
    return mandatory;
  }

  /** Where the contract describes it, for example {@code docs/worker-contract.md#manifest}. */
  public String reference() {
    return "docs/worker-contract.md#" + section;
  }

  /** The rule in one sentence. */
  public String text() {
    return text;
  }
}
