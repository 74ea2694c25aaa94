package dev.errand.worker.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Filter;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Position;
import dev.errand.worker.records.Place;
import dev.errand.worker.records.WindowPlan;
import dev.errand.worker.store.UploadState;
import dev.errand.worker.store.UploadedPart;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.LargeRecord;
import dev.errand.worker.tally.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checkpoints as JSON; the tail of the CSV is kept beside it. */
final class CheckpointJson {

  private static final JsonMapper JSON = new JsonMapper();

  private CheckpointJson() {}

  static ObjectNode write(Checkpoint checkpoint) {
    ObjectNode json = JSON.createObjectNode();
    json.put("window_days", checkpoint.plan().days());
    json.put("total", checkpoint.plan().total());
    ObjectNode place = json.putObject("place");
    place.put("window", checkpoint.place().window());
    checkpoint.place().cursor().ifPresent(cursor -> place.put("cursor", cursor));
    place.put("rows", checkpoint.place().rows());
    place.put("last_time", checkpoint.place().last().time());
    place.put("last_nano", checkpoint.place().last().nano());
    place.put("last_id", checkpoint.place().last().id());
    checkpoint.csv().uploadId().ifPresent(id -> json.put("upload_id", id));
    ArrayNode parts = json.putArray("parts");
    for (UploadedPart part : checkpoint.csv().parts()) {
      parts.addArray().add(part.tag()).add(part.size());
    }
    json.put("rows", checkpoint.totals().rows());
    ObjectNode currencies = json.putObject("currencies");
    checkpoint
        .totals()
        .currencies()
        .forEach((code, totals) -> write(totals, currencies.putObject(code)));
    return json;
  }

  static Checkpoint read(JsonNode json, Bytes tail, Filter filter) {
    JsonNode place = json.get("place");
    List<UploadedPart> parts = new ArrayList<>();
    for (JsonNode part : json.get("parts")) {
      parts.add(
          new UploadedPart(parts.size() + 1, part.get(0).textValue(), part.get(1).longValue()));
    }
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    json.get("currencies")
        .properties()
        .forEach(entry -> currencies.put(entry.getKey(), readCurrency(entry.getValue())));
    return new Checkpoint(
        new WindowPlan(filter, json.get("window_days").intValue(), json.get("total").longValue()),
        new Place(
            place.get("window").intValue(),
            optionalText(place, "cursor"),
            new Position(
                place.get("last_time").longValue(),
                place.get("last_nano").intValue(),
                place.get("last_id").textValue()),
            place.get("rows").longValue()),
        new Totals(json.get("rows").longValue(), currencies),
        new UploadState(optionalText(json, "upload_id"), parts, tail));
  }

  private static void write(CurrencyTotals totals, ObjectNode json) {
    write(totals.all(), json.putArray("all"));
    ObjectNode byStatus = json.putObject("by_status");
    totals.byStatus().forEach((status, amounts) -> write(amounts, byStatus.putArray(status)));
    ObjectNode byMonth = json.putObject("by_month");
    totals
        .byMonth()
        .forEach((month, amounts) -> write(amounts, byMonth.putArray(String.valueOf(month))));
    ArrayNode largest = json.putArray("largest");
    for (LargeRecord record : totals.largest()) {
      largest
          .addArray()
          .add(record.row())
          .add(record.amount().toString())
          .add(record.id())
          .add(record.bookedAt())
          .add(record.status())
          .add(record.counterparty())
          .add(record.description());
    }
  }

  private static CurrencyTotals readCurrency(JsonNode json) {
    SortedMap<String, Amounts> byStatus = new TreeMap<>();
    json.get("by_status")
        .properties()
        .forEach(entry -> byStatus.put(entry.getKey(), readAmounts(entry.getValue())));
    SortedMap<Integer, Amounts> byMonth = new TreeMap<>();
    json.get("by_month")
        .properties()
        .forEach(
            entry -> byMonth.put(Integer.valueOf(entry.getKey()), readAmounts(entry.getValue())));
    List<LargeRecord> largest = new ArrayList<>();
    for (JsonNode record : json.get("largest")) {
      largest.add(
          new LargeRecord(
              record.get(0).longValue(),
              new BigDecimal(record.get(1).textValue()),
              record.get(2).textValue(),
              record.get(3).textValue(),
              record.get(4).textValue(),
              record.get(5).textValue(),
              record.get(6).textValue()));
    }
    return new CurrencyTotals(readAmounts(json.get("all")), byStatus, byMonth, largest);
  }

  private static void write(Amounts amounts, ArrayNode json) {
    json.add(amounts.count())
        .add(amounts.sum().toString())
        .add(amounts.min().toString())
        .add(amounts.max().toString());
  }

  private static Amounts readAmounts(JsonNode json) {
    return new Amounts(
        json.get(0).longValue(),
        new BigDecimal(json.get(1).textValue()),
        new BigDecimal(json.get(2).textValue()),
        new BigDecimal(json.get(3).textValue()));
  }

  private static Optional<String> optionalText(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }
}
