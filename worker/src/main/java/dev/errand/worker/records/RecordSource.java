package dev.errand.worker.records;

import java.util.Map;
import java.util.OptionalLong;

/** Where the records of a report come from. */
public interface RecordSource {

  /** All records as one window. */
  Window all();

  /** Whether a page states the number of records. */
  boolean statesTotal();

  /**
   * Splits the records.
   *
   * @param total the number of records, if it is known
   * @param recordsInWindow the number of records that a window should have
   * @param connections the number of windows that are read at the same time
   */
  Windows windows(OptionalLong total, int recordsInWindow, int connections);

  /** Reads the windows of a checkpoint. */
  Windows windows(Map<?, ?> json);
}
