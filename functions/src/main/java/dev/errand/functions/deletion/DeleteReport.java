package dev.errand.functions.deletion;

import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Problems;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.report.Report;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.SaveResult;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code DELETE /v1/reports/{id}}. Deletes the report first, then its copies in events, then its
 * files. If the function ends before that, the same call sent again does the rest, or else the
 * reconciler.
 */
final class DeleteReport implements Endpoint {

  private static final int MAX_TRIES = 5;

  private final VisibleReports visible;
  private final ReportStore reports;
  private final Consumer<Report> deletion;
  private final Clock clock;

  DeleteReport(
      VisibleReports visible, ReportStore reports, Consumer<Report> deletion, Clock clock) {
    this.visible = visible;
    this.reports = reports;
    this.deletion = deletion;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Report report = visible.everNamed(request, caller).report();
      if (report.isActive()) {
        throw new ProblemException(
            Kind.CONFLICT,
            "The report is %s: cancel it, and delete it once it is CANCELLED."
                .formatted(report.status()));
      }
      if (report.isDeleted() || delete(report, caller)) {
        deletion.accept(report);
        invocation.log().info("deleted", report);
        return Response.empty();
      }
    }
    throw new ProblemException(Problems.busy());
  }

  private boolean delete(Report report, Caller caller) {
    Report deleted = report.deleted(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return reports.delete(report, deleted, deleted.requestedBy(caller.principal()))
        == SaveResult.STORED;
  }
}
