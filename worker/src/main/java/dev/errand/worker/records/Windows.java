package dev.errand.worker.records;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The windows of a report. Their records, in order, are the records of the report.
 *
 * @param <T> what the records of a page add up to
 */
public interface Windows<T> {

  /** Their number. */
  int count();

  /** Returns a window, from 0. */
  Window<T> window(int index);

  /** The number of records at the start, if the API states it. */
  OptionalLong total();

  /** The windows as JSON, for {@link RecordSource#windows(Map)}. */
  Map<String, Object> json();
}
