package dev.errand.worker.records;

import dev.errand.core.Filter;
import dev.errand.worker.page.RecordsQuery;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * How a filter's days are split into windows. The records of the windows, one after the other, are
 * those of the filter.
 *
 * <p>Windows are long, but for the last of them: shorter ones, one for each connection, so that no
 * connection is done long before the others.
 *
 * @param filter what the report covers
 * @param longDays the days of each long window, at least 1
 * @param longWindows how many of these there are
 * @param shortDays the days of each short window but the last, at least 1
 * @param total how many records there were at the start
 */
public record WindowPlan(Filter filter, int longDays, int longWindows, int shortDays, long total) {

  /**
   * Splits so that a long window has as many records as it may if they are spread evenly, but no
   * more: one too many takes a page of its own. What fits into one window is not split.
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

  /** How many windows there are. */
  public int count() {
    return longWindows + ceiling(days(filter) - longWindows * longDays, shortDays);
  }

  /** What to ask for in a window. */
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
