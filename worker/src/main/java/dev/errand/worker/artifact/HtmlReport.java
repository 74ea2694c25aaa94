package dev.errand.worker.artifact;

import dev.errand.core.ReportId;
import dev.errand.core.ReportRequest;
import dev.errand.worker.tally.Totals;

/** {@code report.html}. */
final class HtmlReport {

  private HtmlReport() {}

  static String of(ReportRequest request, ReportId id, Totals totals) {
    StringBuilder html =
        new StringBuilder("<!doctype html><meta charset=utf-8><title>Report</title>");
    html.append("<h1>Report ").append(id.isStartedByHand() ? "" : id).append("</h1><p>");
    html.append(request.filter().startDate()).append(" to ").append(request.filter().endDate());
    html.append("<p>").append(totals.rows()).append(" records<table>");
    totals
        .currencies()
        .forEach(
            (code, of) ->
                html.append("<tr><td>")
                    .append(code)
                    .append("<td>")
                    .append(of.all().sum().toPlainString()));
    return html.append("</table>").toString();
  }
}
