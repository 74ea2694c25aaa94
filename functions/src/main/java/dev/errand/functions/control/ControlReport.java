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
import dev.errand.functions.store.ReportWithProgress;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** {@code POST /v1/reports/{id}/cancel} and {@code POST /v1/reports/{id}/retry}. */
final class ControlReport implements Endpoint {

  private static final int MAX_TRIES = 5;
  private static final String FIRST_POLL_SECONDS = "1";

  private final String action;
  private final VisibleReports reports;
  private final BiFunction<Report, CallerKey, ControlResult> control;

  /**
   * An endpoint.
   *
   * @param action the verb, for the log and for problems
   */
  ControlReport(
      String action, VisibleReports reports, BiFunction<Report, CallerKey, ControlResult> control) {
    this.action = action;
    this.reports = reports;
    this.control = control;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    CallerKey callerKey = new CallerKey(caller, request.idempotencyKey());
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      ReportWithProgress found = reports.named(request, caller);
      ControlResult outcome = control.apply(found.report(), callerKey);
      if (outcome instanceof ControlResult.Done done) {
        log(invocation.log(), action, done.report(), done.callFailure());
        return done.report().status().isFinal()
            ? Response.json(200, ReportJson.of(done.report(), Optional.empty()))
            : accepted(found, done.report());
      }
      if (outcome instanceof ControlResult.Replayed replayed) {
        log(invocation.log(), action + " sent again", replayed.report(), replayed.callFailure());
        return accepted(found, replayed.report()).withHeader("Idempotent-Replay", "true");
      }
      if (outcome instanceof ControlResult.Already already) {
        return Response.json(200, ReportJson.of(already.report(), found.progress()));
      }
      refuse(outcome);
    }
    throw new ProblemException(Problems.busy());
  }

  private static Response accepted(ReportWithProgress found, Report report) {
    return Response.json(202, ReportJson.of(report, found.progressOf(report)))
        .withHeader("Location", ReportJson.path(report))
        .withHeader("Retry-After", FIRST_POLL_SECONDS);
  }

  private static void log(
      Log log, String what, Report report, Optional<ExecutionsUnavailableException> callFailure) {
    callFailure.ifPresentOrElse(
        cause -> log.warn(what + ", not asked yet", report, cause), () -> log.info(what, report));
  }

  private void refuse(ControlResult outcome) {
    if (outcome instanceof ControlResult.KeyReused) {
      throw new ProblemException(Problems.keyReused());
    }
    if (outcome instanceof ControlResult.NotAllowed notAllowed) {
      throw new ProblemException(
          Kind.CONFLICT,
          "The report is %s: there is nothing to %s.".formatted(notAllowed.status(), action));
    }
    if (outcome instanceof ControlResult.StartedByHand byHand) {
      throw new ProblemException(
          Kind.CONFLICT,
          "The report's execution was started by hand: %s another one under another name."
              .formatted(
                  byHand.redrivable()
                      ? "redrive it, or start"
                      : "a redrive of it cannot succeed, so start"));
    }
    if (outcome instanceof ControlResult.LimitReached reached) {
      throw new ProblemException(Problems.tooManyActiveReports(reached.maxActiveReports()));
    }
  }
}
