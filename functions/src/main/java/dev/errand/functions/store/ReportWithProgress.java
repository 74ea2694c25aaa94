package dev.errand.functions.store;

import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import java.util.Optional;

/**
 * A report and its progress.
 *
 * @param report the report
 * @param progress the progress of its present attempt; empty until the worker writes some
 */
public record ReportWithProgress(Report report, Optional<Progress> progress) {

  /** The progress of this report's present attempt, if that is the attempt that was read. */
  public Optional<Progress> progressOf(Report changed) {
    return progress.filter(read -> read.attempt() == changed.attempt().number());
  }
}
