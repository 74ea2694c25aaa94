package dev.errand.functions.control;

import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Problems;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.store.Tracked;
import java.util.Set;
import java.util.function.Function;

/** {@code POST /v1/reports/{id}/cancel} and {@code POST /v1/reports/{id}/retry}. */
final class ControlReport implements Endpoint {

  private static final int MAX_TRIES = 5;
  private static final String FIRST_POLL_SECONDS = "1";

  private final String wish;
  private final VisibleReports reports;
  private final Function<Report, Outcome> control;

  /**
   * An endpoint.
   *
   * @param wish the verb, for the log and for problems
   */
  ControlReport(String wish, VisibleReports reports, Function<Report, Outcome> control) {
    this.wish = wish;
    this.reports = reports;
    this.control = control;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    request.requires("reports:write");
    request.knowsOnly(Set.of());
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Tracked tracked = reports.named(request);
      Outcome outcome = control.apply(tracked.report());
      if (outcome instanceof Outcome.Done done) {
        done.refusal()
            .ifPresentOrElse(
                cause -> invocation.log().warn(wish + ", not asked yet", done.report(), cause),
                () -> invocation.log().info(wish, done.report()));
        return Response.json(202, ReportJson.of(done.report(), tracked.progressOf(done.report())))
            .withHeader("Location", ReportJson.path(done.report()))
            .withHeader("Retry-After", FIRST_POLL_SECONDS);
      }
      if (outcome instanceof Outcome.Already already) {
        return Response.json(200, ReportJson.of(already.report(), tracked.progress()));
      }
      refuse(outcome);
    }
    throw new ProblemException(Problems.busy());
  }

  private void refuse(Outcome outcome) {
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
