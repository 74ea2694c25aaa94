package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.type.WindowRange;
import dev.errand.worker.type.WindowRange.By;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A range of time, in UTC.
 *
 * @param by what its bounds are in requests
 * @param start the first time
 * @param after the time after it
 */
record Span(By by, LocalDateTime start, LocalDateTime after) {

  /**
   * Reads the range of a request.
   *
   * @throws WorkerFailure if the request has none
   */
  static Span of(WindowRange range, RequestFields request) {
    LocalDateTime start = time(range.by(), range.from(), request, false);
    LocalDateTime after = time(range.by(), range.to(), request, true);
    if (!start.isBefore(after)) {
      throw invalid("%s must be before %s.".formatted(range.from(), range.to()));
    }
    return new Span(range.by(), start, after);
  }

  private static LocalDateTime time(By by, String field, RequestFields request, boolean isEnd) {
    String text =
        request.value(field).orElseThrow(() -> invalid(field + " is missing in the request."));
    try {
      return by == By.DATE || text.length() == 10
          ? LocalDate.parse(text).plusDays(isEnd ? 1 : 0).atStartOfDay()
          : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    } catch (DateTimeException e) {
      throw invalid(
          field
              + (by == By.DATE
                  ? " must be a date."
                  : " must be a date or a time with an offset from UTC."));
    }
  }

  private static WorkerFailure invalid(String detail) {
    return new WorkerFailure(FailureCode.INVALID_REQUEST, detail);
  }

  /** The number of units in the range; the last may be shorter. */
  int units(Duration unit) {
    long units =
        (Duration.between(start, after).toSeconds() + unit.toSeconds() - 1) / unit.toSeconds();
    return (int) Math.min(Integer.MAX_VALUE / 2, units);
  }

  Span part(Duration unit, int first, int next) {
    LocalDateTime end = start.plus(unit.multipliedBy(next));
    return new Span(by, start.plus(unit.multipliedBy(first)), end.isAfter(after) ? after : end);
  }

  /** The value of a variable such as {@code window.start}. */
  Optional<String> value(String variable) {
    return switch (variable) {
      case "window.start" -> Optional.of(text(start));
      case "window.after" -> Optional.of(text(after));
      case "window.end" -> Optional.of(text(after.minusDays(1)));
      default -> Optional.empty();
    };
  }

  private String text(LocalDateTime time) {
    return by == By.DATE
        ? time.toLocalDate().toString()
        : time.toInstant(ZoneOffset.UTC).toString();
  }

  @Override
  public String toString() {
    return by == By.DATE
        ? "from %s to %s".formatted(text(start), text(after.minusDays(1)))
        : "from %s until %s".formatted(text(start), text(after));
  }
}
