package dev.errand.cli;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/** Why a report has no result, and what to do. */
final class FailureLines {

  private FailureLines() {}

  /** Nothing for a report that has not failed. */
  static List<String> of(Json report) {
    Json failure = report.at("failure");
    if (!Statuses.isFinal(report) || !failure.isObject()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s"
            .formatted(
                Text.plain(report.at("id").text()),
                Text.plain(failure.at("detail").someText().orElse(failure.at("title").text()))));
    if (failure.at("retryable").text().equals("true")) {
      lines.add("To try again: errand retry " + Text.plain(report.at("id").text()));
    }
    return lines;
  }
}
