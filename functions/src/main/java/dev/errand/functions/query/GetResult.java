package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.artifacts.Downloads;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Polling;
import dev.errand.functions.http.Problem;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Status;
import dev.errand.functions.store.ReportWithProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** {@code GET /v1/reports/{id}/result}. */
final class GetResult implements Endpoint {

  private final VisibleReports reports;
  private final Downloads downloads;
  private final Clock clock;

  GetResult(VisibleReports reports, Downloads downloads, Clock clock) {
    this.reports = reports;
    this.downloads = downloads;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of());
    ReportWithProgress found = reports.named(request, caller);
    Report report = found.report();
    Instant now = clock.instant();
    if (report.isActive()) {
      throw new ProblemException(
          Problem.of(
                  Kind.CONFLICT,
                  "The report is %s: it has no result yet.".formatted(report.status()))
              .retryAfter(Polling.retryAfterSeconds(report, found.progress(), now)));
    }
    if (report.status() != Status.SUCCEEDED) {
      throw new ProblemException(
          Kind.CONFLICT, "The report is %s: it has no result.".formatted(report.status()));
    }
    Instant expiry = report.state().expiresAt();
    Result result =
        report
            .state()
            .result()
            .filter(there -> expiry.isAfter(now))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Kind.GONE, "The artifacts have expired. Submit the report request again."));
    invocation.log().info("handed out addresses to download from", report);
    return Response.json(200, json(result, now, expiry)).withHeader("Cache-Control", "no-store");
  }

  private ObjectNode json(Result result, Instant now, Instant expiry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("row_count", result.rowCount());
    ArrayNode artifacts = json.putArray("artifacts");
    for (Artifact artifact : result.artifacts()) {
      Downloads.Download download = downloads.of(artifact, now, expiry);
      ObjectNode entry = ReportJson.artifact(artifact).put("url", download.url());
      download.previewUrl().ifPresent(url -> entry.put("preview_url", url));
      artifacts.add(entry.put("expires_at", ReportJson.time(download.expiresAt())));
    }
    return json;
  }
}
