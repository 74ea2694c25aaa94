package dev.errand.cli;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import dev.errand.cli.terminal.ReportLine;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A report as a list of fields for people. */
final class ReportFields {

  private final List<List<String>> fields = new ArrayList<>();
  private final Json report;
  private final Instant now;

  private ReportFields(Json report, Instant now) {
    this.report = report;
    this.now = now;
  }

  static Answer answer(Json report, Instant now) {
    return new Answer(
        report, () -> new ReportFields(report, now).table(), List.of(report.at("status").text()));
  }

  private Table table() {
    add("id", report.at("id").text());
    add("type", report.at("type").text());
    add("name", report.at("name").text());
    add("status", report.at("status").text());
    if (report.at("filter").isObject()) {
      filter(report.at("filter"));
    } else if (report.at("request").isObject()) {
      add("request", report.at("request").toString());
    }
    add("formats", words(report.at("formats")));
    add("attempt", report.at("attempt").text());
    add("created", time("created_at"));
    add("started", time("started_at"));
    add("cancel requested", time("cancel_requested_at"));
    add("finished", time("finished_at"));
    add("expires", time("expires_at"));
    if (!Statuses.isFinal(report)) {
      progress(report.at("progress"));
    }
    result(report.at("result"));
    failure(report.at("failure"));
    return Table.ofFields(fields);
  }

  private void filter(Json filter) {
    add("client", filter.at("client_id").text());
    add(
        "records",
        "from %s to %s%s"
            .formatted(
                filter.at("start_date").text(),
                filter.at("end_date").text(),
                filter.at("status").someText().map(status -> ", " + status).orElse("")));
  }

  private void progress(Json progress) {
    if (!progress.isObject()) {
      return;
    }
    String stage = progress.at("stage").text();
    if (progress.at("total").isMissing()) {
      add("progress", stage);
    } else {
      add(
          "progress",
          "%s of %s (%s%%), %s"
              .formatted(
                  Numbers.count(progress.at("records").number(0)),
                  Numbers.records(progress.at("total").number(0)),
                  progress.at("percent").number(0),
                  stage));
    }
    ReportLine.waiting(progress, now)
        .ifPresent(
            waiting ->
                add(
                    "waiting",
                    waiting
                        + progress
                            .at("waiting", "of")
                            .someText()
                            .map(of -> " (of " + of + " tries)")
                            .orElse("")));
    Numbers.time(progress.at("estimated_completion_at").text())
        .ifPresent(
            end ->
                add(
                    "expected end",
                    "%s, %s"
                        .formatted(
                            Numbers.toSecond(end.toString()),
                            end.isAfter(now)
                                ? "in " + Numbers.span(Duration.between(now, end))
                                : "soon")));
  }

  private void result(Json result) {
    if (!result.isObject()) {
      return;
    }
    long rows = result.at("row_count").number(0);
    add("result", rows == 0 ? ReportLine.NO_RECORDS : Numbers.records(rows));
    for (Json artifact : result.at("artifacts").list()) {
      add(
          "file",
          "%s, %s"
              .formatted(
                  artifact.at("name").text(), Numbers.bytes(artifact.at("size_bytes").number(0))));
    }
  }

  private void failure(Json failure) {
    add("failure", failure.at("code").text());
    add("reason", failure.at("detail").text());
    if (failure.at("retryable").text().equals("true")) {
      add("what to do", "errand retry " + report.at("id").text());
    }
  }

  private String time(String field) {
    return Numbers.toSecond(report.at(field).text());
  }

  private static String words(Json list) {
    return String.join(", ", list.list().stream().map(Json::text).toList());
  }

  private void add(String name, String value) {
    if (!value.isEmpty()) {
      fields.add(List.of(name, value));
    }
  }
}
