package dev.errand.worker.artifact;

import dev.errand.worker.store.StoredObject;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.UnitTotals;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Dimension;
import dev.errand.worker.type.Measure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * {@code summary.json} of a declared type. Numbers of measures are strings, so that they stay
 * exact; all numbers of a unit have the decimal places of its sum.
 */
final class DeclaredSummaryJson {

  private DeclaredSummaryJson() {}

  static String of(
      DeclaredType type,
      Map<String, ?> request,
      ColumnTotals totals,
      List<StoredObject> artifacts,
      Timings timings,
      Clock clock) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", 1);
    json.put("type", type.name());
    json.put("request", request);
    json.put("row_count", totals.rows());
    List<Object> dimensions = new ArrayList<>();
    for (int i = 0; i < totals.counts().size(); i++) {
      Map<String, Object> dimension = dimension(type, i);
      dimension.put("values", counts(totals.counts().get(i)));
      dimensions.add(dimension);
    }
    json.put("dimensions", dimensions);
    List<Object> measures = new ArrayList<>();
    for (int i = 0; i < totals.measures().size(); i++) {
      measures.add(measure(type, i, totals.measures().get(i)));
    }
    json.put("measures", measures);
    json.put("artifacts", artifacts.stream().map(RecordsSummaryJson::of).toList());
    json.put("timings", RecordsSummaryJson.of(timings, clock.instant()));
    return ArtifactJson.text(json);
  }

  private static Map<String, Object> dimension(DeclaredType type, int index) {
    Dimension dimension = type.summary().dimensions().get(index);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("column", type.columns().get(dimension.column()).name());
    if (dimension.by() != Dimension.By.VALUE) {
      json.put("by", dimension.by().name().toLowerCase(Locale.ROOT));
    }
    return json;
  }

  private static List<Object> counts(SortedMap<String, Long> counts) {
    List<Object> values = new ArrayList<>();
    counts.forEach(
        (value, count) -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("value", value);
          json.put("count", count);
          values.add(json);
        });
    return values;
  }

  private static Map<String, Object> measure(
      DeclaredType type, int index, SortedMap<String, UnitTotals> units) {
    Measure measure = type.summary().measures().get(index);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("column", type.columns().get(measure.column()).name());
    measure.unit().ifPresent(unit -> json.put("unit", type.columns().get(unit).name()));
    List<Object> totals = new ArrayList<>();
    units.forEach(
        (unit, of) -> {
          Map<String, Object> total = new LinkedHashMap<>();
          if (measure.unit().isPresent()) {
            total.put("unit", unit);
          }
          total.putAll(amounts(of.all()));
          total.put("by", byDimension(type, of));
          totals.add(total);
        });
    json.put("totals", totals);
    return json;
  }

  private static List<Object> byDimension(DeclaredType type, UnitTotals totals) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < totals.byDimension().size(); i++) {
      Map<String, Object> dimension = dimension(type, i);
      List<Object> values = new ArrayList<>();
      totals
          .byDimension()
          .get(i)
          .forEach(
              (value, amounts) -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("value", value);
                json.putAll(amounts(amounts));
                values.add(json);
              });
      dimension.put("values", values);
      all.add(dimension);
    }
    return all;
  }

  private static Map<String, Object> amounts(Amounts amounts) {
    int scale = amounts.sum().scale();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", amounts.count());
    json.put("sum", amounts.sum().toPlainString());
    json.put("min", amounts.min().setScale(scale).toPlainString());
    json.put("max", amounts.max().setScale(scale).toPlainString());
    return json;
  }
}
