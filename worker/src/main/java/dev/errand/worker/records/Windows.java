package dev.errand.worker.records;

import java.util.Map;
import java.util.OptionalLong;

/** The windows of a report. Their records, in order, are the records of the report. */
public interface Windows {

  /** Their number. */
  int count();

  /** Returns a window, from 0. */
  Window window(int index);

  /** The number of records at the start, if the API states it. */
  OptionalLong total();

  /** The windows as JSON, for {@link RecordSource#windows(Map)}. */
  Map<String, Object> json();
}
