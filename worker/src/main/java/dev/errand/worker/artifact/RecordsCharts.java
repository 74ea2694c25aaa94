package dev.errand.worker.artifact;

import dev.errand.worker.artifact.BarChart.Bar;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The charts of {@link RecordsHtml}: records and sums over time, records by currency. */
final class RecordsCharts {

  private static final int OVER_TIME = 6;
  private static final int CURRENCIES = 12;

  private RecordsCharts() {}

  static Html section(CurrencyRanking ranking) {
    TimeAxis axis =
        TimeAxis.of(
            ranking.all().stream()
                .flatMap(entry -> entry.totals().byMonth().keySet().stream())
                .toList());
    Html section = new Html().add("<section><h2>By {}</h2><div class=\"charts\">", axis.unit());
    figure(section, "Records", records(axis, ranking));
    for (CurrencyRanking.Entry entry : ranking.top(OVER_TIME)) {
      figure(section, "Sum in " + entry.currency(), sums(axis, entry));
    }
    section.add("</div>");
    if (ranking.size() > OVER_TIME) {
      section.add(
          "<p class=\"note\">Sums are shown for the {} currencies with the most records.</p>",
          OVER_TIME);
    }
    return section.add("</section>");
  }

  static Html byCurrency(CurrencyRanking ranking) {
    List<Bar> bars =
        ranking.top(CURRENCIES).stream()
            .map(entry -> count(entry.currency(), entry.totals().all().count()))
            .toList();
    String title =
        ranking.size() > CURRENCIES
            ? "Records by currency, the first %d of %d".formatted(CURRENCIES, ranking.size())
            : "Records by currency";
    Html figure = new Html();
    figure(figure, title, bars);
    return figure;
  }

  private static void figure(Html section, String title, List<Bar> bars) {
    section.add("<figure><figcaption>{}</figcaption>", title);
    section.add(BarChart.svg(title, bars)).add("</figure>");
  }

  private static List<Bar> records(TimeAxis axis, CurrencyRanking ranking) {
    long[] counts = new long[axis.spans().size()];
    for (CurrencyRanking.Entry entry : ranking.all()) {
      entry
          .totals()
          .byMonth()
          .forEach((month, amounts) -> counts[axis.indexOf(month)] += amounts.count());
    }
    return bars(axis, index -> count(axis.label(axis.spans().get(index)), counts[index]));
  }

  private static List<Bar> sums(TimeAxis axis, CurrencyRanking.Entry entry) {
    BigDecimal[] sums = new BigDecimal[axis.spans().size()];
    CurrencyTotals totals = entry.totals();
    for (var month : totals.byMonth().entrySet()) {
      int index = axis.indexOf(month.getKey());
      Amounts amounts = month.getValue();
      sums[index] = sums[index] == null ? amounts.sum() : sums[index].add(amounts.sum());
    }
    return bars(
        axis,
        index -> {
          BigDecimal sum = sums[index] == null ? BigDecimal.ZERO : sums[index];
          String words = entry.currency() + " " + DisplayText.amount(sum, entry.currency());
          return new Bar(axis.label(axis.spans().get(index)), sum.doubleValue(), words);
        });
  }

  private static Bar count(String label, long count) {
    return new Bar(label, count, DisplayText.records(count));
  }

  private static List<Bar> bars(TimeAxis axis, Function<Integer, Bar> bar) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < axis.spans().size(); i++) {
      bars.add(bar.apply(i));
    }
    return bars;
  }
}
