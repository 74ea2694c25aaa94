package dev.errand.worker.job;

import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.LargeRow;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.tally.UnitTotals;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Converts the totals of declared columns to JSON and back. Numbers are strings. */
final class ColumnTotalsJson {

  private ColumnTotalsJson() {}

  static Map<String, Object> write(ColumnTotals totals) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", totals.rows());
    json.put("counts", totals.counts());
    json.put(
        "measures",
        totals.measures().stream().map(units -> mapped(units, ColumnTotalsJson::write)).toList());
    return json;
  }

  static ColumnTotals read(Map<?, ?> json, TallyShape shape) {
    List<SortedMap<String, Long>> counts =
        ((List<?>) json.get("counts"))
            .stream().map(one -> map(one, count -> ((Number) count).longValue())).toList();
    List<SortedMap<String, UnitTotals>> measures =
        ((List<?>) json.get("measures"))
            .stream().map(one -> map(one, ColumnTotalsJson::readUnit)).toList();
    return new ColumnTotals(shape, ((Number) json.get("rows")).longValue(), counts, measures);
  }

  private static Map<String, Object> write(UnitTotals totals) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("all", AmountsJson.write(totals.all()));
    json.put(
        "by", totals.byDimension().stream().map(by -> mapped(by, AmountsJson::write)).toList());
    json.put(
        "largest",
        totals.largest().stream()
            .map(row -> List.of(row.row(), row.number().toString(), row.fields()))
            .toList());
    return json;
  }

  private static UnitTotals readUnit(Object value) {
    Map<?, ?> json = (Map<?, ?>) value;
    List<SortedMap<String, Amounts>> by =
        ((List<?>) json.get("by")).stream().map(one -> map(one, AmountsJson::read)).toList();
    List<LargeRow> largest =
        ((List<?>) json.get("largest")).stream().map(row -> readLarge((List<?>) row)).toList();
    return new UnitTotals(AmountsJson.read(json.get("all")), by, largest);
  }

  private static LargeRow readLarge(List<?> json) {
    return new LargeRow(
        ((Number) json.get(0)).longValue(),
        new BigDecimal((String) json.get(1)),
        ((List<?>) json.get(2)).stream().map(String.class::cast).toList());
  }

  private static <V> SortedMap<String, V> map(Object json, Function<Object, V> value) {
    SortedMap<String, V> map = new TreeMap<>();
    ((Map<?, ?>) json).forEach((key, one) -> map.put((String) key, value.apply(one)));
    return map;
  }

  private static <V, W> SortedMap<String, W> mapped(SortedMap<String, V> of, Function<V, W> value) {
    SortedMap<String, W> map = new TreeMap<>();
    of.forEach((key, one) -> map.put(key, value.apply(one)));
    return map;
  }
}
