package dev.errand.worker.artifact;

import dev.errand.core.ReportId;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.UnitTotals;
import dev.errand.worker.type.Column;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Measure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code report.html} of a declared type: its measures by unit and by dimension, and the largest
 * records.
 */
record DeclaredHtml(
    DeclaredType type, String title, Map<String, ?> request, ReportId id, ColumnTotals totals) {

  private static final int FIGURES = 3;

  String html() throws IOException {
    Html page = HtmlDocument.begin(title);
    page.add("<p>{}</p>", words());
    id.requestedAt()
        .ifPresent(time -> page.add("<p>Requested on {}.</p>", DisplayText.minute(time)));
    page.add("</header>\n<main>");
    if (totals.rows() == 0) {
      page.add("<p class=\"empty\">No records match this request.</p>");
    } else {
      page.add(figures());
      for (int i = 0; i < type.summary().dimensions().size(); i++) {
        page.add(new DimensionSection(type, totals, i).html());
      }
      for (int i = 0; i < type.summary().measures().size(); i++) {
        page.add(measure(i));
      }
    }
    page.add(
        "</main>\n<footer>Report <span class=\"id\">{}</span>. Sums are exact; amounts in different"
            + " units are never added.</footer>\n</body>\n</html>",
        id);
    return page.toString();
  }

  private String words() {
    String fields = RequestText.of(request);
    return fields.isEmpty() ? type.title() : type.title() + ": " + fields;
  }

  private Html figures() {
    Html figures = new Html().add("<section class=\"figures\">");
    HtmlDocument.figure(
        figures, DisplayText.count(totals.rows()), totals.rows() == 1 ? "record" : "records");
    for (int i = 0; i < type.summary().measures().size(); i++) {
      String name = column(type.summary().measures().get(i).column()).title();
      for (Map.Entry<String, UnitTotals> unit :
          UnitRanking.top(totals.measures().get(i), FIGURES)) {
        HtmlDocument.figure(
            figures,
            DisplayText.amount(unit.getValue().all().sum(), unit.getKey()),
            unit.getKey().isEmpty() ? name : name + " in " + unit.getKey());
      }
    }
    return figures.add("</section>");
  }

  private Html measure(int index) {
    Measure measure = type.summary().measures().get(index);
    String name = column(measure.column()).title();
    Html section =
        new Html().add("<section><h2>{}</h2><div class=\"scroll\"><table><thead><tr>", name);
    section.add(
        "<th>{}<th class=\"n\">Records<th class=\"n\">Sum<th class=\"n\">Lowest<th class=\"n\">Highest</thead><tbody>",
        measure.unit().isPresent() ? column(measure.unit().getAsInt()).title() : "");
    totals
        .measures()
        .get(index)
        .forEach(
            (unit, of) ->
                section.add(
                    "<tr><th><bdi>{}</bdi><td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}",
                    unit,
                    DisplayText.count(of.all().count()),
                    DisplayText.amount(of.all().sum(), unit),
                    DisplayText.amount(of.all().min(), unit),
                    DisplayText.amount(of.all().max(), unit)));
    section.add("</tbody></table></div></section>");
    return section.add(largest(index, name));
  }

  private Html largest(int index, String name) {
    Html table =
        new Html()
            .add("<section><h2>Largest by {}</h2><div class=\"scroll\">", name)
            .add("<table class=\"records\"><thead><tr>");
    type.columns().forEach(column -> table.add("<th>{}", column.title()));
    table.add("</thead>");
    for (Map.Entry<String, UnitTotals> unit :
        UnitRanking.top(totals.measures().get(index), UnitRanking.MAX_UNITS)) {
      table.add("<tbody>");
      if (!unit.getKey().isEmpty()) {
        table.add("<tr><th colspan=\"{}\"><bdi>{}</bdi>", type.columns().size(), unit.getKey());
      }
      unit.getValue().largest().forEach(row -> row(table, row.fields()));
      table.add("</tbody>");
    }
    return table.add("</table></div></section>");
  }

  private void row(Html table, List<String> fields) {
    table.add("<tr>");
    for (int i = 0; i < fields.size(); i++) {
      table.add(
          column(i).type().isNumber() ? "<td class=\"n\">{}" : "<td><bdi>{}</bdi>", fields.get(i));
    }
  }

  private Column column(int index) {
    return type.columns().get(index);
  }

  /** The fields of a request for readers. */
  private static final class RequestText {

    private RequestText() {}

    static String of(Map<?, ?> request) {
      return request.entrySet().stream()
          .filter(field -> !List.of("type", "name", "formats").contains(field.getKey()))
          .map(
              field ->
                  field.getValue() instanceof Map<?, ?> object
                      ? of(object)
                      : String.valueOf(field.getKey()).replace('_', ' ')
                          + " "
                          + value(field.getValue()))
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining(", "));
    }

    private static String value(Object value) {
      return value instanceof List<?> list
          ? list.stream().map(String::valueOf).collect(Collectors.joining(" or "))
          : String.valueOf(value);
    }
  }
}
