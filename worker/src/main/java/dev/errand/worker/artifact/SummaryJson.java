package dev.errand.worker.artifact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.ReportRequest;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.Totals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code summary.json}: the totals for programs. Amounts are texts, so that they stay exact. */
final class SummaryJson {

  private SummaryJson() {}

  static String of(
      ReportRequest request,
      Totals totals,
      List<StoredObject> artifacts,
      Timings timings,
      Clock clock) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("schema_version", 1);
    ObjectNode filter = json.putObject("filter");
    filter.put("client_id", request.filter().clientId().toString());
    filter.put("start_date", request.filter().startDate().toString());
    filter.put("end_date", request.filter().endDate().toString());
    request.filter().status().ifPresent(status -> filter.put("status", status));
    json.put("row_count", totals.rows());
    ArrayNode currencies = json.putArray("currencies");
    totals
        .currencies()
        .forEach((code, of) -> add(currencies.addObject().put("currency", code), of));
    ArrayNode files = json.putArray("artifacts");
    for (StoredObject artifact : artifacts) {
      files
          .addObject()
          .put("name", Json.name(artifact))
          .put("size_bytes", artifact.size())
          .put("sha256", artifact.sha256());
    }
    add(json.putObject("timings"), timings, clock.instant());
    return Json.text(json);
  }

  private static void add(ObjectNode json, CurrencyTotals totals) {
    add(json, totals.all());
    ArrayNode byStatus = json.putArray("by_status");
    totals.byStatus().forEach((status, of) -> add(byStatus.addObject().put("status", status), of));
    ArrayNode byMonth = json.putArray("by_month");
    totals
        .byMonth()
        .forEach((month, of) -> add(byMonth.addObject().put("month", Months.iso(month)), of));
  }

  private static void add(ObjectNode json, Amounts amounts) {
    json.put("count", amounts.count());
    json.put("sum", amounts.sum().toPlainString());
    json.put("min", amounts.min().toPlainString());
    json.put("max", amounts.max().toPlainString());
  }

  private static void add(ObjectNode json, Timings timings, Instant now) {
    json.put("started_at", timings.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("finished_at", now.truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("reading_ms", Duration.between(timings.startedAt(), timings.readAt()).toMillis());
    json.put("total_ms", Duration.between(timings.startedAt(), now).toMillis());
    json.put("resumed", timings.resumed());
  }
}
