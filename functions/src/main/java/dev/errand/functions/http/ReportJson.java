package dev.errand.functions.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Failure;
import dev.errand.functions.report.NextTry;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.ReportState;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A report as clients see it. What is not known is left out. */
public final class ReportJson {

  private ReportJson() {}

  /** The report as a JSON object. */
  public static ObjectNode of(Report report, Optional<Progress> progress) {
    ReportState state = report.state();
    ObjectNode json =
        Json.object().put("id", report.id().value()).put("type", report.submission().type());
    RequestJson.addTo(json, report.submission());
    json.put("status", state.status().name());
    json.put("attempt", state.order().attempt());
    json.put("created_at", time(report.createdAt()));
    state.startedAt().ifPresent(at -> json.put("started_at", time(at)));
    state.finishedAt().ifPresent(at -> json.put("finished_at", time(at)));
    json.put("updated_at", time(state.updatedAt()));
    json.put("expires_at", time(state.expiresAt()));
    state.cancelRequestedAt().ifPresent(at -> json.put("cancel_requested_at", time(at)));
    progress.ifPresent(present -> json.set("progress", progress(present, state)));
    state.result().ifPresent(result -> json.set("result", result(result)));
    state.failure().ifPresent(failure -> json.set("failure", failure(failure)));
    json.set("links", links(report));
    return json;
  }

  /** The path of a report. */
  public static String path(Report report) {
    return "/v1/reports/"
        + URLEncoder.encode(report.id().value(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A time as RFC 3339 in UTC. */
  public static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static ObjectNode progress(Progress progress, ReportState state) {
    ObjectNode json = Json.object().put("stage", progress.stage());
    progress.percent().ifPresent(percent -> json.put("percent", percent));
    json.put("records", progress.records());
    progress.total().ifPresent(total -> json.put("total", total));
    json.put("updated_at", time(progress.updatedAt()));
    progress.estimatedCompletionAt().ifPresent(at -> json.put("estimated_completion_at", time(at)));
    progress
        .nextTry()
        .filter(nextTry -> !state.status().isFinal())
        .ifPresent(nextTry -> json.set("waiting", waiting(nextTry)));
    return json;
  }

  /** The next try of the records API. */
  public static ObjectNode waiting(NextTry nextTry) {
    return Json.object()
        .put("try", nextTry.number())
        .put("of", nextTry.of())
        .put("next_try_at", time(nextTry.at()))
        .put("reason", nextTry.reason());
  }

  private static ObjectNode result(Result result) {
    ObjectNode json = Json.object().put("row_count", result.rowCount());
    json.putArray("artifacts")
        .addAll(result.artifacts().stream().map(ReportJson::artifact).toList());
    return json;
  }

  /** An artifact, without a way to download it. */
  public static ObjectNode artifact(Artifact artifact) {
    return Json.object()
        .put("name", artifact.name())
        .put("size_bytes", artifact.sizeBytes())
        .put("content_type", artifact.contentType())
        .put("sha256", artifact.sha256());
  }

  private static ObjectNode failure(Failure failure) {
    return Json.object()
        .put("type", "urn:errand:failure:" + failure.code().word())
        .put("title", failure.code().title())
        .put("detail", failure.detail())
        .put("code", failure.code().word())
        .put("retryable", failure.code().retryable());
  }

  private static ObjectNode links(Report report) {
    String self = path(report);
    ObjectNode links = Json.object().put("self", self).put("events", self + "/events");
    if (report.status() == Status.SUCCEEDED) {
      links.put("result", self + "/result");
    }
    return links;
  }
}
