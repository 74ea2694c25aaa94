package dev.errand.functions.store;

import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import dev.errand.core.type.ReportType;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Failure;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.ReportState;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.StatusOrder;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskSlot;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A report as an item of the table. It is not deleted while the report is active, since it counts
 * against the limit of its client until its end is recorded.
 */
final class ReportItem {

  /** How long a report outlives its artifacts, to answer that they have expired. */
  static final Duration REMEMBERED_AFTER_EXPIRY = Duration.ofDays(7);

  /** The shard of the index {@code by-time}, which holds every report. */
  static final String TIME_SHARD = "time_shard";

  /** Items that were stored before types existed have none; they are of the default type. */
  static final String TYPE = "type";

  static final String WAITING_SINCE = "waiting_since";
  private static final String COUNTED = "counted";
  private static final String OWNER = "owner";

  private ReportItem() {}

  static Item write(Report report) {
    Item item = report.isDeleted() ? tombstone(report) : whole(report);
    report
        .nextRedriveCheck(report.state().updatedAt())
        .ifPresent(look -> SparseIndex.REDRIVABLE.list(item, report.id(), look));
    return item;
  }

  private static Item whole(Report report) {
    ReportState state = report.state();
    Item item =
        common(report)
            .text("request", report.submission().text())
            .text("created_at_id", createdAtId(report))
            .text(TIME_SHARD, SparseIndex.shardOf(report.id()))
            .time("started_at", state.startedAt())
            .time("finished_at", state.finishedAt())
            .time("cancel_requested_at", state.cancelRequestedAt());
    report.clientId().ifPresent(client -> item.text("client_id", client.toString()));
    state.result().ifPresent(result -> item.value("result", write(result)));
    state.failure().ifPresent(failure -> item.value("failure", write(failure)));
    if (state.slot() instanceof TaskSlot.Waiting waiting) {
      item.time(WAITING_SINCE, waiting.since());
    } else if (state.slot() instanceof TaskSlot.Held) {
      item.text(COUNTED, "yes");
    }
    if (report.isActive() && !report.isWaiting()) {
      SparseIndex.ACTIVE.list(item, report.id(), state.updatedAt());
    } else {
      item.deletedAfter(state.expiresAt().plus(REMEMBERED_AFTER_EXPIRY));
    }
    return item;
  }

  /** The attribute of the owner of a deleted report, which no index of lists has. */
  private static Item tombstone(Report report) {
    Item item =
        common(report).deletedAfter(report.state().expiresAt().plus(REMEMBERED_AFTER_EXPIRY));
    report.clientId().ifPresent(client -> item.text(OWNER, client.toString()));
    return item;
  }

  private static Item common(Report report) {
    ReportState state = report.state();
    return Item.with(Key.report(report.id()))
        .text("id", report.id().value())
        .text(TYPE, report.submission().type())
        .time("created_at", report.createdAt())
        .number("attempt", state.order().attempt())
        .text("status_order", state.order().key())
        .text("status", state.status().name())
        .time("updated_at", state.updatedAt())
        .time("artifacts_expire_at", state.expiresAt());
  }

  static Report read(Item item) {
    return new Report(
        new ReportId(item.text("id")),
        submission(item),
        item.time("created_at"),
        new ReportState(
            StatusOrder.fromKey(item.text("status_order")),
            Status.valueOf(item.text("status")),
            item.time("updated_at"),
            item.optionalTime("started_at"),
            item.optionalTime("finished_at"),
            item.optionalTime("cancel_requested_at"),
            item.time("artifacts_expire_at"),
            item.map("result").map(ReportItem::readResult),
            item.map("failure").map(ReportItem::readFailure),
            slot(item)));
  }

  private static TaskSlot slot(Item item) {
    return item.optionalTime(WAITING_SINCE)
        .<TaskSlot>map(TaskSlot.Waiting::new)
        .orElse(item.has(COUNTED) ? new TaskSlot.Held() : TaskSlot.NONE);
  }

  private static Submission submission(Item item) {
    return new Submission(
        item.optionalText("request").orElse(""),
        item.optionalText(TYPE).orElse(ReportType.DEFAULT),
        item.optionalText("client_id").or(() -> item.optionalText(OWNER)).map(UUID::fromString));
  }

  static String createdAtId(Report report) {
    return Times.format(report.createdAt()) + "#" + report.id();
  }

  private static Failure readFailure(Item failure) {
    return new Failure(
        FailureCode.ofWord(failure.text("code")).orElse(FailureCode.EXECUTION_FAILED),
        failure.text("detail"));
  }

  private static AttributeValue write(Failure failure) {
    return Item.empty()
        .text("code", failure.code().word())
        .text("detail", failure.detail())
        .asMap();
  }

  private static AttributeValue write(Result result) {
    return Item.empty()
        .number("row_count", result.rowCount())
        .value(
            "artifacts",
            AttributeValue.fromL(result.artifacts().stream().map(ReportItem::write).toList()))
        .asMap();
  }

  private static AttributeValue write(Artifact artifact) {
    return Item.empty()
        .text("name", artifact.name())
        .text("key", artifact.key())
        .number("size_bytes", artifact.sizeBytes())
        .text("content_type", artifact.contentType())
        .text("sha256", artifact.sha256())
        .asMap();
  }

  private static Result readResult(Item result) {
    return new Result(
        result.number("row_count"),
        result.value("artifacts").l().stream()
            .map(artifact -> readArtifact(Item.read(artifact.m())))
            .toList());
  }

  private static Artifact readArtifact(Item artifact) {
    return new Artifact(
        artifact.text("name"),
        artifact.text("key"),
        artifact.number("size_bytes"),
        artifact.text("content_type"),
        artifact.text("sha256"));
  }
}
