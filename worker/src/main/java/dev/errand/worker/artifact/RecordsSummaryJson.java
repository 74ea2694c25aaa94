package dev.errand.worker.artifact;

import dev.errand.core.Filter;
import dev.errand.core.RecordsRequest;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.RecordsTotals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code summary.json} of the type {@code records}: the totals for programs. Amounts are strings,
 * so that they stay exact.
 */
final class RecordsSummaryJson {

  private RecordsSummaryJson() {}

  static String of(
      RecordsRequest request,
      RecordsTotals totals,
      List<StoredObject> artifacts,
      Timings timings,
      Clock clock) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", 1);
    json.put("filter", of(request.filter()));
    json.put("row_count", totals.rows());
    List<Object> currencies = new ArrayList<>();
    totals.currencies().forEach((code, of) -> currencies.add(of(code, of)));
    json.put("currencies", currencies);
    json.put("artifacts", artifacts.stream().map(RecordsSummaryJson::of).toList());
    json.put("timings", of(timings, clock.instant()));
    return ArtifactJson.text(json);
  }

  private static Map<String, Object> of(Filter filter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("client_id", filter.clientId().toString());
    json.put("start_date", filter.startDate().toString());
    json.put("end_date", filter.endDate().toString());
    filter.status().ifPresent(status -> json.put("status", status));
    return json;
  }

  private static Map<String, Object> of(String currency, CurrencyTotals totals) {
    Map<String, Object> json = amounts("currency", currency, totals.all());
    List<Object> byStatus = new ArrayList<>();
    totals.byStatus().forEach((status, of) -> byStatus.add(amounts("status", status, of)));
    json.put("by_status", byStatus);
    List<Object> byMonth = new ArrayList<>();
    totals.byMonth().forEach((month, of) -> byMonth.add(amounts("month", Months.iso(month), of)));
    json.put("by_month", byMonth);
    return json;
  }

  private static Map<String, Object> amounts(String key, String value, Amounts amounts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(key, value);
    json.put("count", amounts.count());
    json.put("sum", amounts.sum().toPlainString());
    json.put("min", amounts.min().toPlainString());
    json.put("max", amounts.max().toPlainString());
    return json;
  }

  static Map<String, Object> of(StoredObject artifact) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", ArtifactJson.name(artifact));
    json.put("size_bytes", artifact.size());
    json.put("sha256", artifact.sha256());
    return json;
  }

  static Map<String, Object> of(Timings timings, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("started_at", timings.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("finished_at", now.truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("reading_ms", Duration.between(timings.startedAt(), timings.readAt()).toMillis());
    json.put("total_ms", Duration.between(timings.startedAt(), now).toMillis());
    json.put("resumed", timings.resumed());
    return json;
  }
}
