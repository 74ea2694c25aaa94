package dev.errand.worker.job;

import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import dev.errand.worker.artifact.Contents;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.tally.ColumnTally;
import dev.errand.worker.tally.ColumnTotals;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A report whose records are being read.
 *
 * @param totals the totals of the records so far
 * @param contents makes what is written of the totals
 */
public record ReportDraft(
    ColumnTotals totals, BiFunction<ReportId, ColumnTotals, Contents> contents) {

  /**
   * Adds a page.
   *
   * @param csv contains the rows of the page
   * @throws WorkerFailure if the totals need too much memory
   */
  void add(ColumnTally tally, byte[] csv) {
    totals.add(tally, csv);
    if (totals.groups() > ColumnTotals.MAX_GROUPS) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records have more than %d different values of units and dimensions. Request fewer records, or declare other dimensions."
              .formatted(ColumnTotals.MAX_GROUPS));
    }
  }

  /** The number of records. */
  long rows() {
    return totals.rows();
  }

  /** The totals as JSON, for a checkpoint. */
  Map<String, Object> json() {
    return ColumnTotalsJson.write(totals);
  }

  /** What is written when all records were read. */
  Contents contents(ReportId id) {
    return contents.apply(id, totals);
  }
}
