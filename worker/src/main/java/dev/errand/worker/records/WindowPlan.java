package dev.errand.worker.records;

import dev.errand.core.Filter;
import dev.errand.worker.page.RecordsQuery;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Splits the days of a filter into windows. The records of all windows, in order, are the records
 * of the filter.
 *
 * <p>The last windows are shorter, one for each connection, so that all connections finish at about
 * the same time.
 *
 * @param filter the filter of the report
 * @param longDays the days of each long window, at least 1
 * @param longWindows the number of long windows
 * @param shortDays the days of each short window but the last, at least 1
 * @param total the number of records at the start
 */
public record WindowPlan(Filter filter, int longDays, int longWindows, int shortDays, long total) {

  /**
   * Creates a plan in which a long window has as many records as possible but no more than {@code
   * recordsInWindow}, for evenly distributed records: one record more needs another page. Fewer
   * records get one window.
   */
  public static WindowPlan of(Filter filter, long total, int recordsInWindow, int connections) {
    int all = days(filter);
    if (total <= recordsInWindow) {
      return new WindowPlan(filter, all, 1, all, total);
    }
    int longDays = (int) Math.max(1, (long) recordsInWindow * all / total);
    int longWindows = all / longDays / connections * connections;
    int left = all - longWindows * longDays;
    int shortDays = Math.max(1, Math.min(longDays, ceiling(left, connections)));
    return new WindowPlan(filter, longDays, longWindows, shortDays, total);
  }

  /** The number of windows. */
  public int count() {
    return longWindows + ceiling(days(filter) - longWindows * longDays, shortDays);
  }

  /** The query of a window. */
  public RecordsQuery window(int index) {
    int longBefore = Math.min(index, longWindows);
    int daysBefore = longBefore * longDays + (index - longBefore) * shortDays;
    LocalDate first = filter.startDate().plusDays(daysBefore);
    LocalDate last = first.plusDays((index < longWindows ? longDays : shortDays) - 1L);
    return new RecordsQuery(
        filter.clientId(),
        filter.status(),
        first,
        last.isAfter(filter.endDate()) ? filter.endDate() : last);
  }

  private static int days(Filter filter) {
    return (int) ChronoUnit.DAYS.between(filter.startDate(), filter.endDate()) + 1;
  }

  private static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
