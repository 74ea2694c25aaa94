package dev.errand.worker.records;

import dev.errand.core.Filter;
import dev.errand.worker.page.PageRules;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * How a filter's days are split into windows of equally many days. The records of the windows, one
 * after the other, are those of the filter.
 *
 * @param filter what the report covers
 * @param days the days of each window but the last, at least 1
 * @param total how many records there were at the start
 */
public record WindowPlan(Filter filter, int days, long total) {

  /** Splits so that a window has a few pages if the records are spread evenly. */
  public static WindowPlan of(Filter filter, long total, int recordsInWindow) {
    long all = ChronoUnit.DAYS.between(filter.startDate(), filter.endDate()) + 1;
    long windows = Math.max(1, (total + recordsInWindow - 1) / recordsInWindow);
    return new WindowPlan(filter, (int) Math.max(1, (all + windows - 1) / windows), total);
  }

  /** How many windows there are. */
  public int count() {
    long all = ChronoUnit.DAYS.between(filter.startDate(), filter.endDate()) + 1;
    return (int) ((all + days - 1) / days);
  }

  /** What to ask for in a window. */
  public PageRules window(int index) {
    LocalDate first = filter.startDate().plusDays((long) index * days);
    LocalDate last = first.plusDays(days - 1L);
    return new PageRules(
        filter.clientId(),
        filter.status(),
        first,
        last.isAfter(filter.endDate()) ? filter.endDate() : last);
  }
}
