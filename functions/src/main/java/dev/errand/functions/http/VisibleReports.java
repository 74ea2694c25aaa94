package dev.errand.functions.http;

import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.ReportWithProgress;

/** The reports that a caller may see. Another client's report is as if it did not exist. */
public final class VisibleReports {

  private final ReportStore reports;

  public VisibleReports(ReportStore reports) {
    this.reports = reports;
  }

  /**
   * The report that the request's path names.
   *
   * @param caller who asks for it
   * @throws ProblemException if there is none that its caller may see, or if it was deleted
   */
  public ReportWithProgress named(Request request, Caller caller) {
    ReportWithProgress found = everNamed(request, caller);
    if (found.report().isDeleted()) {
      throw new ProblemException(Problem.Kind.GONE, "The report was deleted.");
    }
    return found;
  }

  /**
   * The report that the request's path names, or what is left of it.
   *
   * @param caller who asks for it
   * @throws ProblemException if there is none that its caller may see
   */
  public ReportWithProgress everNamed(Request request, Caller caller) {
    return reports
        .find(request.reportId())
        .filter(found -> caller.owns(found.report().clientId()))
        .orElseThrow(
            () -> new ProblemException(Problem.Kind.NOT_FOUND, "There is no report with this id."));
  }
}
