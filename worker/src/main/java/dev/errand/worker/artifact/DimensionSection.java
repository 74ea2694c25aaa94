package dev.errand.worker.artifact;

import dev.errand.worker.artifact.BarChart.Bar;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.UnitTotals;
import dev.errand.worker.type.Column;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Dimension;
import dev.errand.worker.type.Dimension.By;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The records and the sums by the values of a dimension. */
record DimensionSection(DeclaredType type, ColumnTotals totals, int index) {

  private static final int MAX_VALUES = 100;

  Html html() {
    Dimension dimension = type.summary().dimensions().get(index);
    String title = title(dimension);
    List<String> values = values(dimension);
    Html section = new Html().add("<section><h2>By {}</h2>", title);
    section.add("<div class=\"charts\"><figure><figcaption>Records</figcaption>");
    section.add(BarChart.svg("Records", values.stream().map(this::bar).toList()));
    section.add("</figure></div><div class=\"scroll\"><table><thead><tr><th>{}", title);
    section.add("<th class=\"n\">Records");
    List<Sum> sums = sums();
    sums.forEach(sum -> section.add("<th class=\"n\">{}", sum.title()));
    section.add("</thead><tbody>");
    for (String value : values) {
      section.add(
          "<tr><th><bdi>{}</bdi><td class=\"n\">{}", label(value), DisplayText.count(count(value)));
      sums.forEach(sum -> section.add("<td class=\"n\">{}", sum.of(value)));
    }
    section.add("</tbody></table></div>");
    int all = totals.counts().get(index).size();
    if (all > values.size()) {
      section.add(
          "<p class=\"note\">Shown are {} of {} values, those with the most records.</p>",
          values.size(),
          DisplayText.count(all));
    }
    return section.add("</section>");
  }

  private String title(Dimension dimension) {
    Column column = type.columns().get(dimension.column());
    return dimension.by() == By.VALUE
        ? column.title()
        : "%s of %s".formatted(dimension.by().name().toLowerCase(Locale.ROOT), column.title());
  }

  /** The values with the most records, in their order; times in their own. */
  private List<String> values(Dimension dimension) {
    List<String> values =
        totals.counts().get(index).entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MAX_VALUES)
            .map(Map.Entry::getKey)
            .toList();
    return dimension.by() == By.VALUE ? values : values.stream().sorted().toList();
  }

  private Bar bar(String value) {
    long count = count(value);
    return new Bar(label(value), count, DisplayText.records(count));
  }

  private long count(String value) {
    return totals.counts().get(index).get(value);
  }

  private static String label(String value) {
    String label = value.isEmpty() ? "–" : value;
    int end = label.offsetByCodePoints(0, Math.min(40, label.codePointCount(0, label.length())));
    return end == label.length() ? label : label.substring(0, end) + "…";
  }

  private List<Sum> sums() {
    List<Sum> sums = new ArrayList<>();
    for (int i = 0; i < totals.measures().size(); i++) {
      String name = type.columns().get(type.summary().measures().get(i).column()).title();
      for (Map.Entry<String, UnitTotals> unit :
          UnitRanking.top(totals.measures().get(i), UnitRanking.MAX_UNITS)) {
        sums.add(new Sum(name, unit.getKey(), unit.getValue().byDimension().get(index)));
      }
    }
    return sums;
  }

  /** The sums of a measure in one unit. */
  private record Sum(String name, String unit, Map<String, Amounts> byValue) {

    String title() {
      return unit.isEmpty() ? name : name + " in " + unit;
    }

    String of(String value) {
      Amounts amounts = byValue.get(value);
      return amounts == null ? "–" : DisplayText.amount(amounts.sum(), unit);
    }
  }
}
