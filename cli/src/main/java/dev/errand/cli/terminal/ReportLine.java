package dev.errand.cli.terminal;

import dev.errand.cli.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A report on one line, cut to the width of the terminal. */
public final class ReportLine {

  /** The result of a report without records. */
  public static final String NO_RECORDS = "no records match the filter";

  private static final String GAP = "  ";
  private static final int SHORT_BAR = 10;
  private static final int LONG_BAR = 30;

  private final Style style;
  private final boolean hasBars;

  private ReportLine(Style style, boolean hasBars) {
    this.style = style;
    this.hasBars = hasBars;
  }

  /** Lines with bars, for a terminal. */
  public static ReportLine withBars(Style style) {
    return new ReportLine(style, true);
  }

  /** Lines without colours and bars, for files and other programs. */
  public static ReportLine plain() {
    return new ReportLine(Style.PLAIN, false);
  }

  /**
   * The line.
   *
   * @param rate records a second, if they are known
   */
  public String of(Json report, OptionalLong rate, Instant now, int columns) {
    String id = Text.pad(Text.plain(report.at("id").text()), 26);
    String status = Text.pad(Text.plain(report.at("status").text()), 10);
    int left = columns - Text.width(id) - Text.width(status) - 2 * GAP.length();
    String state = left < 1 ? "" : state(report, rate, now, left);
    String whole = id + GAP + status + (state.isEmpty() ? "" : GAP + state);
    if (Text.width(whole) > columns) {
      return Text.crop(whole.stripTrailing(), columns);
    }
    return (id + GAP + Statuses.painted(status, style) + (state.isEmpty() ? "" : GAP + state))
        .stripTrailing();
  }

  private String state(Json report, OptionalLong rate, Instant now, int columns) {
    if (Statuses.isSucceeded(report)) {
      long rows = report.at("result", "row_count").number(-1);
      return rows < 0 ? "" : rows == 0 ? NO_RECORDS : Numbers.records(rows);
    }
    if (Statuses.isFinal(report)) {
      return Text.crop(Text.plain(report.at("failure", "code").text()), columns);
    }
    for (String candidate : candidates(report, rate, now)) {
      if (Text.width(candidate) <= columns) {
        return candidate;
      }
    }
    return Text.crop(leanest(report, now), columns);
  }

  /** The texts of the progress, from the longest to the shortest. */
  private List<String> candidates(Json report, OptionalLong rate, Instant now) {
    Json progress = report.at("progress");
    Optional<String> waiting = waiting(progress, now);
    if (progress.at("total").isMissing()) {
      return List.of(waiting.orElseGet(() -> Text.plain(progress.at("stage").text())));
    }
    long total = progress.at("total").number(0);
    long records = Math.min(progress.at("records").number(0), total);
    long percent = total == 0 ? 100 : 100 * records / total;
    String share = percent + "%";
    String amount = Numbers.count(records) + " of " + Numbers.records(total);
    String speed =
        rate.isPresent() && waiting.isEmpty() ? Numbers.count(rate.getAsLong()) + "/s" : "";
    String end = waiting.or(() -> end(progress, now)).orElse("");
    return List.of(
        join(bar(percent, LONG_BAR), share, amount, speed, end),
        join(bar(percent, SHORT_BAR), share, amount, speed, end),
        join(bar(percent, SHORT_BAR), share, amount, end),
        join(bar(percent, SHORT_BAR), share, speed, end),
        join(bar(percent, SHORT_BAR), share, end),
        join(share, end));
  }

  private String leanest(Json report, Instant now) {
    List<String> all = candidates(report, OptionalLong.empty(), now);
    return all.get(all.size() - 1);
  }

  /** When a failed request is retried: {@code try 2 in 16 s: connection refused}. */
  public static Optional<String> waiting(Json progress, Instant now) {
    Json waiting = progress.at("waiting");
    if (!waiting.isObject()) {
      return Optional.empty();
    }
    long seconds =
        Numbers.time(waiting.at("next_try_at").text())
            .map(time -> Math.max(0, Duration.between(now, time).toSeconds()))
            .orElse(0L);
    String reason = waiting.at("reason").someText().map(text -> ": " + Text.plain(text)).orElse("");
    return Optional.of("try %d in %d s%s".formatted(waiting.at("try").number(1), seconds, reason));
  }

  private static Optional<String> end(Json progress, Instant now) {
    String stage = progress.at("stage").text();
    if (!stage.isEmpty() && !stage.equals("reading")) {
      return Optional.of(Text.plain(stage));
    }
    return Numbers.time(progress.at("estimated_completion_at").text())
        .map(end -> Duration.between(now, end))
        .map(left -> left.isNegative() ? "ends soon" : "ends in " + Numbers.span(left));
  }

  private String bar(long percent, int length) {
    if (!hasBars) {
      return "";
    }
    int filled = (int) (length * percent / 100);
    return "█".repeat(filled) + "░".repeat(length - filled);
  }

  private static String join(String... parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : parts) {
      if (!part.isEmpty()) {
        joined.append(joined.length() == 0 ? "" : GAP).append(part);
      }
    }
    return joined.toString();
  }
}
