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

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** What is kept of the function's time to answer in. */
  private static final Duration RESERVE = Clients.CALL.plusSeconds(1);

  /** What a client sees of a report at one moment. */
  private record View(ReportWithProgress tracked, Response response, EntityTag tag) {

    static View of(ReportWithProgress tracked, OptionalInt place) {
      ObjectNode json = ReportJson.of(tracked.report(), tracked.progress());
      place.ifPresent(number -> json.put("queue_position", number));
      Response response = Response.json(200, json);
      return new View(tracked, response, EntityTag.of(tracked.report(), response.body()));
    }

    Report report() {
      return tracked.report();
    }

    boolean endsWithin(Duration time, Instant now) {
      return Polling.endsWithin(time, report(), tracked.progress(), now);
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
        && !view.tag().isNewsTo(request.header("If-None-Match"))) {
      view = held(view, request, caller, waiting.get(), invocation);
    }
    Response response = response(view, request.header("If-None-Match"));
    return waiting.isPresent()
        ? response.withHeader("Preference-Applied", waiting.get().applied())
        : response;
  }

  private View view(Request request, Caller caller) {
    ReportWithProgress tracked = reports.named(request, caller);
    return View.of(tracked, queue.position(tracked.report()));
  }

  /**
   * Looks again once a second until the status changes, the time is up, or the report is no longer
   * expected to end in time: a held request costs as much as one that works.
   */
  private View held(
      View first, Request request, Caller caller, PreferWait waiting, Invocation invocation) {
    View view = first;
    Duration left = shorter(waiting.time(), invocation.remaining().minus(RESERVE));
    while (left.toMillis() > 0
        && view.tag().state().equals(first.tag().state())
        && view.endsWithin(left, clock.instant())) {
      Duration pause = shorter(left, BETWEEN_LOOKS);
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
                Polling.retryAfterSeconds(
                    view.report(), view.tracked().progress(), clock.instant())))
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
