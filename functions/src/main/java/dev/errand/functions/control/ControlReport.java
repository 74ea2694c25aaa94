package dev.errand.functions.control;

import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Problems;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.store.Tracked;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** {@code POST /v1/reports/{id}/cancel} and {@code POST /v1/reports/{id}/retry}. */
final class ControlReport implements Endpoint {

  private static final int MAX_TRIES = 5;
  private static final String FIRST_POLL_SECONDS = "1";

  private final String wish;
  private final VisibleReports reports;
  private final BiFunction<Report, Sender, Outcome> control;

  /**
   * An endpoint.
   *
   * @param wish the verb, for the log and for problems
   */
  ControlReport(String wish, VisibleReports reports, BiFunction<Report, Sender, Outcome> control) {
    this.wish = wish;
    this.reports = reports;
    this.control = control;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.caller(Scope.WRITE);
    request.knowsOnly(Set.of());
    Sender sender = new Sender(caller, request.idempotencyKey());
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Tracked tracked = reports.named(request, caller);
      Outcome outcome = control.apply(tracked.report(), sender);
      if (outcome instanceof Outcome.Done done) {
        tell(invocation.log(), wish, done.report(), done.refusal());
        return accepted(tracked, done.report());
      }
      if (outcome instanceof Outcome.Replayed replayed) {
        tell(invocation.log(), wish + " sent again", replayed.report(), replayed.refusal());
        return accepted(tracked, replayed.report()).withHeader("Idempotent-Replay", "true");
      }
      if (outcome instanceof Outcome.Already already) {
        return Response.json(200, ReportJson.of(already.report(), tracked.progress()));
      }
      refuse(outcome);
    }
    throw new ProblemException(Problems.busy());
  }

  private static Response accepted(Tracked tracked, Report report) {
    return Response.json(202, ReportJson.of(report, tracked.progressOf(report)))
        .withHeader("Location", ReportJson.path(report))
        .withHeader("Retry-After", FIRST_POLL_SECONDS);
  }

  private static void tell(
      Log log, String what, Report report, Optional<ExecutionsUnavailableException> refusal) {
    refusal.ifPresentOrElse(
        cause -> log.warn(what + ", not asked yet", report, cause), () -> log.info(what, report));
  }

  private void refuse(Outcome outcome) {
    if (outcome instanceof Outcome.KeyReused) {
      throw new ProblemException(Problems.keyReused());
    }
    if (outcome instanceof Outcome.NotAllowed notAllowed) {
      throw new ProblemException(
          Kind.CONFLICT,
          "The report is %s: there is nothing to %s.".formatted(notAllowed.status(), wish));
    }
    if (outcome instanceof Outcome.StartedByHand) {
      throw new ProblemException(
          Kind.CONFLICT,
          "The report's execution was started by hand: redrive it or start another one there.");
    }
    if (outcome instanceof Outcome.LimitReached reached) {
      throw new ProblemException(Problems.tooManyActiveReports(reached.cap()));
    }
  }
}
