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
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retries;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.ReportWithProgress;
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
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of());
    ReportWithProgress stored = reports.everNamed(request, caller);
    Report report = stored.report();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode events = json.putArray("events");
    timeline.of(report.id()).stream()
        .filter(report::includes)
        .forEach(
            entry -> {
              ObjectNode event = event(entry, caller);
              if (isCurrent(entry, report)) {
                stored.progressOf(report).ifPresent(progress -> addRetries(event, progress));
              }
              events.add(event);
            });
    return Response.json(200, json);
  }

  /** Whether it is the transition to the run that is under way. */
  private static boolean isCurrent(TimelineEntry entry, Report report) {
    return report.isActive()
        && entry.status() == Status.RUNNING
        && entry.order().equals(report.state().order());
  }

  private static void addRetries(ObjectNode event, Progress progress) {
    progress.retries().ifPresent(retries -> event.set("retries", json(retries)));
    progress.nextTry().ifPresent(nextTry -> event.set("waiting", ReportJson.waiting(nextTry)));
  }

  private static ObjectNode json(Retries retries) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("failed_tries", retries.failedTries())
        .put("last_reason", retries.lastReason());
  }

  private static ObjectNode event(TimelineEntry entry, Caller caller) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("attempt", entry.order().attempt())
            .put("redrive_count", entry.order().redriveCount())
            .put("status", entry.status().name())
            .put("at", ReportJson.time(entry.at()));
    entry.retries().ifPresent(retries -> event.set("retries", json(retries)));
    entry.failure().ifPresent(code -> event.put("failure_code", code.word()));
    entry
        .actor()
        .filter(actor -> caller.isAdmin() || actor.equals(caller.principal()))
        .ifPresent(actor -> event.put("actor", actor));
    return event;
  }
}
