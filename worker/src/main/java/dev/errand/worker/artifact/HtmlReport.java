package dev.errand.worker.artifact;

import dev.errand.core.RecordsRequest;
import dev.errand.core.ReportId;
import dev.errand.worker.tally.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * {@code report.html}: one page for the recipient of the report. It loads no other resource and has
 * no script.
 */
final class HtmlReport {

  private static final int FIGURES = 3;

  private HtmlReport() {}

  static String of(RecordsRequest request, ReportId id, Totals totals) throws IOException {
    String title = request.name().orElse("Report");
    CurrencyRanking ranking = new CurrencyRanking(totals);
    Html page = begin(title);
    page.add("<p>{}</p>", DisplayText.filter(request.filter()));
    // not the time of writing, so that an interrupted job writes the same bytes
    id.requestedAt()
        .ifPresent(time -> page.add("<p>Requested on {}.</p>", DisplayText.minute(time)));
    page.add("</header>\n<main>");
    if (totals.rows() == 0) {
      page.add("<p class=\"empty\">No records match this filter.</p>");
    } else {
      page.add(figures(totals.rows(), ranking))
          .add(Charts.section(ranking))
          .add(Tables.currencies(ranking, totals))
          .add(Tables.statuses(ranking))
          .add(Tables.largest(ranking));
    }
    page.add(
        "</main>\n<footer>Report <span class=\"id\">{}</span>. Sums are exact; amounts in different"
            + " currencies are never added.</footer>\n</body>\n</html>",
        id);
    return page.toString();
  }

  /** Begins a page, up to its title. */
  static Html begin(String title) throws IOException {
    Html page = new Html();
    page.add(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{}</title>
        <style>""",
        title);
    page.add(css());
    page.add("</style>\n</head>\n<body>\n<header><h1><bdi>{}</bdi></h1>", title);
    return page;
  }

  private static Html figures(long rows, CurrencyRanking ranking) {
    Html figures = new Html().add("<section class=\"figures\">");
    String of = ranking.size() > 1 ? " in %d currencies".formatted(ranking.size()) : "";
    figure(figures, DisplayText.count(rows), (rows == 1 ? "record" : "records") + of);
    for (CurrencyRanking.Entry entry : ranking.top(FIGURES)) {
      figure(
          figures,
          DisplayText.amount(entry.totals().all().sum(), entry.currency()),
          "%s in %s"
              .formatted(entry.currency(), DisplayText.records(entry.totals().all().count())));
    }
    return figures.add("</section>");
  }

  private static void figure(Html figures, String number, String words) {
    figures.add("<div><strong>{}</strong><span>{}</span></div>", number, words);
  }

  private static String css() throws IOException {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
