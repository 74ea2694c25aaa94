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

  /**
   * Splits so that a window has as many records as it may if they are spread evenly, but no more:
   * one too many takes a page of its own.
   */
  public static WindowPlan of(Filter filter, long total, int recordsInWindow) {
    long all = ChronoUnit.DAYS.between(filter.startDate(), filter.endDate()) + 1;
    long days = total <= recordsInWindow ? all : Math.max(1, recordsInWindow * all / total);
    return new WindowPlan(filter, (int) days, total);
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
