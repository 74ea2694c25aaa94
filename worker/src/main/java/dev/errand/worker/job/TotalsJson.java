package dev.errand.worker.job;

import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.LargeRecord;
import dev.errand.worker.tally.Totals;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Converts the totals of the records API to JSON and back. Amounts are strings, so that they stay
 * exact.
 */
final class TotalsJson {

  private TotalsJson() {}

  static Map<String, Object> write(Totals totals) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", totals.rows());
    Map<String, Object> currencies = new LinkedHashMap<>();
    totals.currencies().forEach((code, of) -> currencies.put(code, write(of)));
    json.put("currencies", currencies);
    return json;
  }

  static Totals read(Map<?, ?> json) {
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    ((Map<?, ?>) json.get("currencies"))
        .forEach((code, of) -> currencies.put((String) code, readCurrency((Map<?, ?>) of)));
    return new Totals(number(json.get("rows")), currencies);
  }

  private static Map<String, Object> write(CurrencyTotals totals) {
    Map<String, Object> byStatus = new LinkedHashMap<>();
    totals
        .byStatus()
        .forEach((status, amounts) -> byStatus.put(status, AmountsJson.write(amounts)));
    Map<String, Object> byMonth = new LinkedHashMap<>();
    totals
        .byMonth()
        .forEach((month, amounts) -> byMonth.put(month.toString(), AmountsJson.write(amounts)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("all", AmountsJson.write(totals.all()));
    json.put("by_status", byStatus);
    json.put("by_month", byMonth);
    json.put("largest", totals.largest().stream().map(TotalsJson::write).toList());
    return json;
  }

  private static CurrencyTotals readCurrency(Map<?, ?> json) {
    SortedMap<String, Amounts> byStatus = new TreeMap<>();
    ((Map<?, ?>) json.get("by_status"))
        .forEach((status, amounts) -> byStatus.put((String) status, AmountsJson.read(amounts)));
    SortedMap<Integer, Amounts> byMonth = new TreeMap<>();
    ((Map<?, ?>) json.get("by_month"))
        .forEach(
            (month, amounts) ->
                byMonth.put(Integer.valueOf((String) month), AmountsJson.read(amounts)));
    List<LargeRecord> largest =
        ((List<?>) json.get("largest"))
            .stream().map(record -> readLarge((List<?>) record)).toList();
    return new CurrencyTotals(AmountsJson.read(json.get("all")), byStatus, byMonth, largest);
  }

  private static List<Object> write(LargeRecord record) {
    return List.of(
        record.row(),
        record.amount().toString(),
        record.id(),
        record.bookedAt(),
        record.status(),
        record.counterparty(),
        record.description());
  }

  private static LargeRecord readLarge(List<?> json) {
    return new LargeRecord(
        number(json.get(0)),
        new BigDecimal((String) json.get(1)),
        (String) json.get(2),
        (String) json.get(3),
        (String) json.get(4),
        (String) json.get(5),
        (String) json.get(6));
  }

  private static long number(Object json) {
    return ((Number) json).longValue();
  }
}
