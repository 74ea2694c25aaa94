package dev.errand.worker.job;

import dev.errand.core.Filter;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.SortKey;
import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.records.WindowPlan;
import dev.errand.worker.store.UploadState;
import dev.errand.worker.store.UploadedPart;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.LargeRecord;
import dev.errand.worker.tally.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Converts checkpoints to JSON and back. The tail of the CSV is not part of the JSON. Amounts are
 * strings, so that they stay exact.
 */
final class CheckpointJson {

  private CheckpointJson() {}

  static Map<String, Object> write(Checkpoint checkpoint) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("plan", write(checkpoint.plan()));
    json.put("place", write(checkpoint.position()));
    json.put("csv_key", checkpoint.csvKey());
    checkpoint.csv().uploadId().ifPresent(id -> json.put("upload_id", id));
    json.put(
        "parts",
        checkpoint.csv().parts().stream().map(part -> List.of(part.tag(), part.size())).toList());
    json.put("rows", checkpoint.totals().rows());
    Map<String, Object> currencies = new LinkedHashMap<>();
    checkpoint.totals().currencies().forEach((code, of) -> currencies.put(code, write(of)));
    json.put("currencies", currencies);
    return json;
  }

  static Checkpoint read(Map<?, ?> json, Bytes tail, Filter filter) {
    List<UploadedPart> parts = new ArrayList<>();
    for (Object element : (List<?>) json.get("parts")) {
      List<?> part = (List<?>) element;
      parts.add(new UploadedPart(parts.size() + 1, (String) part.get(0), number(part.get(1))));
    }
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    ((Map<?, ?>) json.get("currencies"))
        .forEach((code, of) -> currencies.put((String) code, readCurrency((Map<?, ?>) of)));
    return new Checkpoint(
        readPlan((Map<?, ?>) json.get("plan"), filter),
        readPosition((Map<?, ?>) json.get("place")),
        new Totals(number(json.get("rows")), currencies),
        (String) json.get("csv_key"),
        new UploadState(Optional.ofNullable((String) json.get("upload_id")), parts, tail));
  }

  private static Map<String, Object> write(WindowPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("long_days", plan.longDays());
    json.put("long_windows", plan.longWindows());
    json.put("short_days", plan.shortDays());
    json.put("total", plan.total());
    return json;
  }

  private static WindowPlan readPlan(Map<?, ?> json, Filter filter) {
    return new WindowPlan(
        filter,
        (int) number(json.get("long_days")),
        (int) number(json.get("long_windows")),
        (int) number(json.get("short_days")),
        number(json.get("total")));
  }

  private static Map<String, Object> write(ReadPosition position) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("window", position.window());
    position.cursor().ifPresent(cursor -> json.put("cursor", cursor));
    json.put("rows", position.rows());
    json.put("last_time", position.last().time());
    json.put("last_nano", position.last().nano());
    json.put("last_id", position.last().id());
    return json;
  }

  private static ReadPosition readPosition(Map<?, ?> json) {
    return new ReadPosition(
        (int) number(json.get("window")),
        Optional.ofNullable((String) json.get("cursor")),
        new SortKey(
            number(json.get("last_time")),
            (int) number(json.get("last_nano")),
            (String) json.get("last_id")),
        number(json.get("rows")));
  }

  private static Map<String, Object> write(CurrencyTotals totals) {
    Map<String, Object> byStatus = new LinkedHashMap<>();
    totals.byStatus().forEach((status, amounts) -> byStatus.put(status, write(amounts)));
    Map<String, Object> byMonth = new LinkedHashMap<>();
    totals.byMonth().forEach((month, amounts) -> byMonth.put(month.toString(), write(amounts)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("all", write(totals.all()));
    json.put("by_status", byStatus);
    json.put("by_month", byMonth);
    json.put("largest", totals.largest().stream().map(CheckpointJson::write).toList());
    return json;
  }

  private static CurrencyTotals readCurrency(Map<?, ?> json) {
    SortedMap<String, Amounts> byStatus = new TreeMap<>();
    ((Map<?, ?>) json.get("by_status"))
        .forEach((status, amounts) -> byStatus.put((String) status, readAmounts(amounts)));
    SortedMap<Integer, Amounts> byMonth = new TreeMap<>();
    ((Map<?, ?>) json.get("by_month"))
        .forEach(
            (month, amounts) -> byMonth.put(Integer.valueOf((String) month), readAmounts(amounts)));
    List<LargeRecord> largest =
        ((List<?>) json.get("largest"))
            .stream().map(record -> readLarge((List<?>) record)).toList();
    return new CurrencyTotals(readAmounts(json.get("all")), byStatus, byMonth, largest);
  }

  private static List<Object> write(Amounts amounts) {
    return List.of(
        amounts.count(),
        amounts.sum().toString(),
        amounts.min().toString(),
        amounts.max().toString());
  }

  private static Amounts readAmounts(Object json) {
    List<?> amounts = (List<?>) json;
    return new Amounts(
        number(amounts.get(0)),
        new BigDecimal((String) amounts.get(1)),
        new BigDecimal((String) amounts.get(2)),
        new BigDecimal((String) amounts.get(3)));
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
