package dev.errand.functions.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The progress of an attempt, as its worker wrote it.
 *
 * @param attempt which attempt
 * @param stage the worker's word for what it does
 * @param records how many records it has read
 * @param total how many there are, once that is known
 * @param recordsPerSecond its present speed
 * @param updatedAt when it said so
 * @param nextTry the next try of the records API, if one is pending
 * @param retries the retries so far; empty if no try has failed
 * @param failure why it is about to fail
 */
public record Progress(
    int attempt,
    String stage,
    long records,
    OptionalLong total,
    OptionalLong recordsPerSecond,
    Instant updatedAt,
    Optional<NextTry> nextTry,
    Optional<Retries> retries,
    Optional<Failure> failure) {

  /** Whether it is that of a report's present attempt, and of no earlier report with its id. */
  public boolean isOf(Report report) {
    return attempt == report.attempt().number() && !updatedAt.isBefore(report.createdAt());
  }

  /** Whether a task of this execution wrote it. */
  public boolean isOf(Execution execution) {
    return attempt == execution.attempt().number() && !updatedAt.isBefore(execution.startedAt());
  }

  /** Whole percent of the records read, 0 to 100; empty until the total is known. */
  public OptionalInt percent() {
    if (total.isEmpty()) {
      return OptionalInt.empty();
    }
    return total.getAsLong() == 0
        ? OptionalInt.of(100)
        : OptionalInt.of((int) Math.min(100, 100 * records / total.getAsLong()));
  }

  /** When the last record will be read at the present speed. */
  public Optional<Instant> estimatedCompletionAt() {
    if (total.isEmpty() || recordsPerSecond.orElse(0) == 0) {
      return Optional.empty();
    }
    long left = Math.max(0, total.getAsLong() - records);
    return Optional.of(updatedAt.plus(Duration.ofSeconds(left / recordsPerSecond.getAsLong())));
  }
}
