package dev.errand.worker.records;

import dev.errand.core.Filter;
import dev.errand.worker.page.RecordsQuery;
import java.time.temporal.ChronoUnit;

/**
 * Splits the days of a filter into windows. The records of all windows, in order, are the records
 * of the filter.
 *
 * @param filter the filter of the report
 * @param split the days of each window
 * @param total the number of records at the start
 */
record WindowPlan(Filter filter, Split split, long total) {

  static WindowPlan of(Filter filter, long total, int recordsInWindow, int connections) {
    return new WindowPlan(
        filter, Split.of(days(filter), total, recordsInWindow, connections), total);
  }

  /** The number of windows. */
  int count() {
    return split.count();
  }

  /** The query of a window. */
  RecordsQuery window(int index) {
    return new RecordsQuery(
        filter.clientId(),
        filter.status(),
        filter.startDate().plusDays(split.first(index)),
        filter.startDate().plusDays(split.first(index + 1) - 1L));
  }

  static int days(Filter filter) {
    return (int) ChronoUnit.DAYS.between(filter.startDate(), filter.endDate()) + 1;
  }
}
