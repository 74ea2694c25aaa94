package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** One report on one line of at most 80 columns. */
final class ReportLine {

  private static final int BAR = 16;

  private final Terminal terminal;

  ReportLine(Terminal terminal) {
    this.terminal = terminal;
  }

  static boolean isFinal(JsonNode report) {
    return switch (report.path("status").asText()) {
      case "SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED" -> true;
      default -> false;
    };
  }

  static boolean isSucceeded(JsonNode report) {
    return report.path("status").asText().equals("SUCCEEDED");
  }

  String of(JsonNode report) {
    String status = "%-10s".formatted(report.path("status").asText());
    String shown =
        !isFinal(report)
            ? status
            : isSucceeded(report) ? terminal.good(status) : terminal.bad(status);
    return "%-26s  %s  %s"
        .formatted(report.path("id").asText(), shown, state(report))
        .stripTrailing();
  }

  private String state(JsonNode report) {
    if (isSucceeded(report)) {
      return report.path("result").has("row_count")
          ? rows(report.path("result").path("row_count").asLong())
          : "";
    }
    if (report.hasNonNull("failure")) {
      return report.path("failure").path("code").asText();
    }
    JsonNode progress = report.path("progress");
    if (!progress.hasNonNull("total")) {
      return terminal.isInPlace() ? progress.path("stage").asText("") : "";
    }
    long records = progress.path("records").asLong();
    long total = progress.path("total").asLong();
    int filled = total == 0 ? BAR : (int) (BAR * Math.min(records, total) / total);
    return "%s%s %,d of %s"
        .formatted("█".repeat(filled), "░".repeat(BAR - filled), records, rows(total));
  }

  private static String rows(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "record" : "records");
  }
}
