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
 * A report of declared columns whose records are being read.
 *
 * @param contents makes what is written of the totals
 */
record ColumnDraft(ColumnTotals totals, BiFunction<ReportId, ColumnTotals, Contents> contents)
    implements ReportDraft {

  @Override
  public void add(ColumnTally tally, byte[] csv) {
    totals.add(tally, csv);
    if (totals.groups() > ColumnTotals.MAX_GROUPS) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records have more than %d different values of units and dimensions. Request fewer records, or declare other dimensions."
              .formatted(ColumnTotals.MAX_GROUPS));
    }
  }

  @Override
  public long rows() {
    return totals.rows();
  }

  @Override
  public Map<String, Object> json() {
    return ColumnTotalsJson.write(totals);
  }

  @Override
  public Contents contents(ReportId id) {
    return contents.apply(id, totals);
  }
}
