package dev.errand.worker.artifact;

import dev.errand.core.RecordsRequest;
import dev.errand.core.ReportId;
import dev.errand.worker.tally.RecordsTotals;
import java.io.IOException;

/** {@code report.html} of the type {@code records}: one page for the recipient of the report. */
final class RecordsHtml {

  private static final int FIGURES = 3;

  private RecordsHtml() {}

  static String of(RecordsRequest request, ReportId id, RecordsTotals totals) throws IOException {
    String title = request.name().orElse("Report");
    CurrencyRanking ranking = new CurrencyRanking(totals);
    Html page = HtmlDocument.begin(title);
    page.add("<p>{}</p>", DisplayText.filter(request.filter()));
    // not the time of writing, so that an interrupted job writes the same bytes
    id.requestedAt()
        .ifPresent(time -> page.add("<p>Requested on {}.</p>", DisplayText.minute(time)));
    page.add("</header>\n<main>");
    if (totals.rows() == 0) {
      page.add("<p class=\"empty\">No records match this filter.</p>");
    } else {
      page.add(figures(totals.rows(), ranking))
          .add(RecordsCharts.section(ranking))
          .add(RecordsTables.currencies(ranking, totals))
          .add(RecordsTables.statuses(ranking))
          .add(RecordsTables.largest(ranking));
    }
    page.add(
        "</main>\n<footer>Report <span class=\"id\">{}</span>. Sums are exact; amounts in different"
            + " currencies are never added.</footer>\n</body>\n</html>",
        id);
    return page.toString();
  }

  private static Html figures(long rows, CurrencyRanking ranking) {
    Html figures = new Html().add("<section class=\"figures\">");
    String of = ranking.size() > 1 ? " in %d currencies".formatted(ranking.size()) : "";
    HtmlDocument.figure(figures, DisplayText.count(rows), (rows == 1 ? "record" : "records") + of);
    for (CurrencyRanking.Entry entry : ranking.top(FIGURES)) {
      HtmlDocument.figure(
          figures,
          DisplayText.amount(entry.totals().all().sum(), entry.currency()),
          "%s in %s"
              .formatted(entry.currency(), DisplayText.records(entry.totals().all().count())));
    }
    return figures.add("</section>");
  }
}
