package dev.errand.functions.webhook;

import dev.errand.functions.report.Report;
import java.time.Instant;
import java.util.Optional;

/**
 * A report has started or ended.
 *
 * @param id the same for every copy of the event
 * @param type what happened
 * @param report the report as it was then
 */
public record ReportEvent(EventId id, EventType type, Report report) {

  /** The event that a report's present state is; empty if nobody is told of it. */
  public static Optional<ReportEvent> of(Report report) {
    return EventType.of(report.status())
        .map(type -> new ReportEvent(EventId.of(report, type), type, report));
  }

  /** When it happened. */
  public Instant at() {
    return report.state().updatedAt();
  }
}
