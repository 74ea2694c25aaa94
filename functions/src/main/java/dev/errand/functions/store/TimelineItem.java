package dev.errand.functions.store;

import dev.errand.core.FailureCode;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.StatusOrder;
import dev.errand.functions.report.TimelineEntry;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One transition as an item of the table. */
final class TimelineItem {

  private TimelineItem() {}

  static Item write(Report report, TimelineEntry entry) {
    Item item =
        Item.with(Key.event(report.id(), entry))
            .text("status_order", entry.order().key())
            .text("status", entry.status().name())
            .time("at", entry.at())
            .deletedAfter(entry.expiresAt().plus(ReportItem.REMEMBERED_AFTER_EXPIRY));
    entry.failure().ifPresent(code -> item.text("failure", code.word()));
    entry.actor().ifPresent(actor -> item.text("actor", actor));
    entry
        .retries()
        .ifPresent(
            retries ->
                item.value(
                    "retries", AttributeValue.fromM(RetriesItem.write(retries).attributes())));
    return item;
  }

  static TimelineEntry read(Item item) {
    return new TimelineEntry(
        StatusOrder.fromKey(item.text("status_order")),
        Status.valueOf(item.text("status")),
        item.time("at"),
        Instant.ofEpochSecond(item.number("expires_at")).minus(ReportItem.REMEMBERED_AFTER_EXPIRY),
        item.optionalText("failure").flatMap(FailureCode::ofWord),
        item.optionalText("actor"),
        item.map("retries").map(RetriesItem::read));
  }
}
