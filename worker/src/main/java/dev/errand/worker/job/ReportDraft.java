package dev.errand.worker.job;

import dev.errand.core.ReportId;
import dev.errand.worker.artifact.Contents;
import dev.errand.worker.tally.ColumnTally;
import java.util.Map;

/** A report whose records are being read. */
public interface ReportDraft {

  /**
   * Adds a page.
   *
   * @param csv contains the rows of the page
   * @throws dev.errand.worker.failure.WorkerFailure if the totals need too much memory
   */
  void add(ColumnTally tally, byte[] csv);

  /** The number of records. */
  long rows();

  /** The totals as JSON. */
  Map<String, Object> json();

  /** What is written when all records were read. */
  Contents contents(ReportId id);
}
