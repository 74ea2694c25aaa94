package dev.errand.cli.terminal;

import dev.errand.cli.json.Json;

/** The statuses of a report, and whether they are final. */
public final class Statuses {

  private Statuses() {}

  /** Whether nothing changes any more without a retry. */
  public static boolean isFinal(Json report) {
    return isFinal(report.at("status").text());
  }

  private static boolean isFinal(String status) {
    return switch (status) {
      case "SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED" -> true;
      default -> false;
    };
  }

  public static boolean isSucceeded(Json report) {
    return report.at("status").text().equals("SUCCEEDED");
  }

  /** The word in its colour; any other text as it is. */
  static String painted(String status, Style style) {
    return switch (status.stripTrailing()) {
      case "SUCCEEDED" -> style.good(status);
      case "FAILED", "TIMED_OUT" -> style.bad(status);
      case "CANCELLED", "CANCELLING" -> style.warning(status);
      case "QUEUED", "RUNNING" -> style.active(status);
      default -> status;
    };
  }
}
