package dev.errand.worker.artifact;

import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.LargeRecord;
import dev.errand.worker.tally.RecordsTotals;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The tables of {@link RecordsHtml}. */
final class RecordsTables {

  private static final int CURRENCIES = 6;

  private RecordsTables() {}

  static Html currencies(CurrencyRanking ranking, RecordsTotals totals) {
    Html table = new Html().add("<section><h2>By currency</h2>");
    if (ranking.size() > 1) {
      table.add("<div class=\"charts\">").add(RecordsCharts.byCurrency(ranking)).add("</div>");
    }
    table.add(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"By currency\"><table><thead><tr><th>Currency<th class=\"n\">Records"
            + "<th class=\"n\">Sum<th class=\"n\">Lowest<th class=\"n\">Highest</thead><tbody>");
    totals
        .currencies()
        .forEach(
            (currency, of) ->
                table.add(
                    "<tr><th>{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}",
                    currency,
                    DisplayText.count(of.all().count()),
                    DisplayText.amount(of.all().sum(), currency),
                    DisplayText.amount(of.all().min(), currency),
                    DisplayText.amount(of.all().max(), currency)));
    return table.add("</tbody></table></div></section>");
  }

  static Html statuses(CurrencyRanking ranking) {
    SortedSet<String> statuses = new TreeSet<>();
    ranking.all().forEach(entry -> statuses.addAll(entry.totals().byStatus().keySet()));
    Html table =
        new Html()
            .add("<section><h2>By status</h2>")
            .add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"By status\">")
            .add("<table><thead><tr>")
            .add("<th>Status<th class=\"n\">Records");
    for (CurrencyRanking.Entry entry : ranking.top(CURRENCIES)) {
      table.add("<th class=\"n\">Sum in {}", entry.currency());
    }
    table.add("</thead><tbody>");
    for (String status : statuses) {
      long count = ranking.all().stream().mapToLong(entry -> of(entry, status).count()).sum();
      table.add("<tr><th>{}<td class=\"n\">{}", status, DisplayText.count(count));
      for (CurrencyRanking.Entry entry : ranking.top(CURRENCIES)) {
        Amounts amounts = of(entry, status);
        table.add(
            "<td class=\"n\">{}",
            amounts.count() == 0 ? "–" : DisplayText.amount(amounts.sum(), entry.currency()));
      }
    }
    return table.add("</tbody></table></div></section>");
  }

  static Html largest(CurrencyRanking ranking) {
    Html table =
        new Html()
            .add("<section><h2>Largest records</h2><div class=\"scroll\">")
            .add("<table class=\"records\"><thead><tr><th class=\"n\">Amount<th>Booked (UTC)")
            .add("<th>Status<th>Counterparty<th>Description<th>Id</thead>");
    for (CurrencyRanking.Entry entry : ranking.top(CURRENCIES)) {
      table.add("<tbody><tr><th colspan=\"6\">{}", entry.currency());
      for (LargeRecord record : entry.totals().largest()) {
        table.add(
            "<tr><td class=\"n\">{}<td>{}<td>{}<td><bdi>{}</bdi><td><bdi>{}</bdi>"
                + "<td class=\"id\"><bdi>{}</bdi>",
            DisplayText.amount(record.amount(), entry.currency()),
            record.bookedAt().replace('T', ' ').replaceAll("(\\.[0-9]+)?Z$", ""),
            record.status(),
            record.counterparty(),
            record.description(),
            record.id());
      }
      table.add("</tbody>");
    }
    table.add("</table></div>");
    if (ranking.size() > CURRENCIES) {
      table.add(
          "<p class=\"note\">Shown for the {} currencies with the most records.</p>", CURRENCIES);
    }
    return table.add("</section>");
  }

  private static Amounts of(CurrencyRanking.Entry entry, String status) {
    Map<String, Amounts> byStatus = entry.totals().byStatus();
    return byStatus.getOrDefault(status, new Amounts());
  }
}
