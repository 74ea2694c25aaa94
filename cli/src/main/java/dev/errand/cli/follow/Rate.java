package dev.errand.cli.follow;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Records a second of one report, over the time that it has been watched. */
final class Rate {

  private static final long MIN_MILLISECONDS = 1000;

  private Optional<Instant> from = Optional.empty();
  private long attempt;
  private long before;
  private OptionalLong rate = OptionalLong.empty();

  /** Adds the progress of a report. */
  OptionalLong see(Json report) {
    Json progress = report.at("progress");
    Optional<Instant> at = Numbers.time(progress.at("updated_at").text());
    long records = progress.at("records").number(0);
    if (at.isEmpty()) {
      return OptionalLong.empty();
    }
    if (from.isEmpty() || attempt != report.at("attempt").number(0) || records < before) {
      from = at;
      attempt = report.at("attempt").number(0);
      before = records;
      rate = OptionalLong.empty();
    }
    long milliseconds = Duration.between(from.get(), at.get()).toMillis();
    if (milliseconds >= MIN_MILLISECONDS && records > before) {
      rate = OptionalLong.of((records - before) * 1000 / milliseconds);
    }
    return rate;
  }
}
