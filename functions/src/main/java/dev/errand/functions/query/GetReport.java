package dev.errand.functions.query;

import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Polling;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.store.Tracked;
import java.time.Clock;
import java.util.Set;

/** {@code GET /v1/reports/{id}}. */
final class GetReport implements Endpoint {

  private final VisibleReports reports;
  private final Clock clock;

  GetReport(VisibleReports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requires("reports:read");
    request.knowsOnly(Set.of());
    Tracked tracked = reports.named(request);
    Response response = Response.json(200, ReportJson.of(tracked.report(), tracked.progress()));
    return tracked.report().isActive()
        ? response.withHeader(
            "Retry-After",
            Long.toString(Polling.retryAfterSeconds(tracked.report(), clock.instant())))
        : response;
  }
}
