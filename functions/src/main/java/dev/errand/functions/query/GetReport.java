package dev.errand.functions.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Polling;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.store.ReportWithProgress;
import dev.errand.functions.store.TaskQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code GET /v1/reports/{id}}. */
final class GetReport implements Endpoint {

  private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

  /** The part of the function's time that is reserved for the answer. */
  private static final Duration RESERVE = Clients.CALL.plusSeconds(1);

  /** What a client sees of a report at one moment. */
  private record View(ReportWithProgress found, Response response, EntityTag tag) {

    static View of(ReportWithProgress found, OptionalInt place) {
      ObjectNode json = ReportJson.of(found.report(), found.progress());
      place.ifPresent(number -> json.put("queue_position", number));
      Response response = Response.json(200, json);
      return new View(found, response, EntityTag.of(found.report(), response.body()));
    }

    Report report() {
      return found.report();
    }

    boolean endsWithin(Duration time, Instant now) {
      return Polling.endsWithin(time, report(), found.progress(), now);
    }
  }

  private final VisibleReports reports;
  private final TaskQueue queue;
  private final Clock clock;

  GetReport(VisibleReports reports, TaskQueue queue, Clock clock) {
    this.reports = reports;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of());
    Optional<PreferWait> waiting = PreferWait.of(request);
    View view = view(request, caller);
    if (waiting.isPresent()
        && view.report().isActive()
        && !view.tag().isStatusNewTo(request.header("If-None-Match"))) {
      view = held(view, request, caller, waiting.get(), invocation);
    }
    Response response = response(view, request.header("If-None-Match"));
    return waiting.isPresent()
        ? response.withHeader("Preference-Applied", waiting.get().applied())
        : response;
  }

  private View view(Request request, Caller caller) {
    ReportWithProgress found = reports.named(request, caller);
    return View.of(found, queue.position(found.report()));
  }

  /**
   * Reads the report again once a second until its status changes, the time is over, or it is not
   * expected to end in this time: a function that waits costs as much as one that works.
   */
  private View held(
      View first, Request request, Caller caller, PreferWait waiting, Invocation invocation) {
    View view = first;
    Duration left = shorter(waiting.time(), invocation.remaining().minus(RESERVE));
    while (left.toMillis() > 0
        && view.tag().state().equals(first.tag().state())
        && view.endsWithin(left, clock.instant())) {
      Duration pause = shorter(left, BETWEEN_READS);
      sleep(pause);
      left = shorter(left.minus(pause), invocation.remaining().minus(RESERVE));
      view = view(request, caller);
    }
    return view;
  }

  private Response response(View view, Optional<String> ifNoneMatch) {
    Response response =
        view.tag().matches(ifNoneMatch) ? view.response().notModified() : view.response();
    response = response.withHeader("ETag", view.tag().toString());
    return view.report().isActive()
        ? response.withHeader(
            "Retry-After",
            Long.toString(
                Polling.retryAfterSeconds(view.report(), view.found().progress(), clock.instant())))
        : response;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a client was held", e);
    }
  }
}
