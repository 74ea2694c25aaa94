package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.Timeline;
import java.util.Set;

/** {@code GET /v1/reports/{id}/events}. */
final class GetEvents implements Endpoint {

  private final VisibleReports reports;
  private final Timeline timeline;

  GetEvents(VisibleReports reports, Timeline timeline) {
    this.reports = reports;
    this.timeline = timeline;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.caller(Scope.READ);
    request.knowsOnly(Set.of());
    Report report = reports.everNamed(request, caller).report();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode events = json.putArray("events");
    timeline.of(report.id()).stream()
        .filter(report::tellsOf)
        .forEach(entry -> events.add(event(entry, caller)));
    return Response.json(200, json);
  }

  private static ObjectNode event(TimelineEntry entry, Caller caller) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("attempt", entry.order().attempt())
            .put("redrive_count", entry.order().redriveCount())
            .put("status", entry.status().name())
            .put("at", ReportJson.time(entry.at()));
    entry.failure().ifPresent(code -> event.put("failure_code", code.word()));
    entry
        .actor()
        .filter(actor -> caller.isAdmin() || actor.equals(caller.principal()))
        .ifPresent(actor -> event.put("actor", actor));
    return event;
  }
}
