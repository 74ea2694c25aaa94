package dev.errand.functions.webhook;

import dev.errand.core.ReportId;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.ReportState;
import dev.errand.functions.report.TimelineEntry;
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

  /** The event of a report's present state; empty if the state has none. */
  public static Optional<ReportEvent> of(Report report) {
    return EventType.of(report.status())
        .map(type -> new ReportEvent(id(report, type), type, report));
  }

  private static EventId id(Report report, EventType type) {
    ReportState state = report.state();
    return EventId.of(report.id(), state.order(), state.updatedAt(), type);
  }

  /**
   * The id of the event of a transition; empty if the transition has none. A transition that came
   * too late to change the report has an id as well, and was no event.
   */
  public static Optional<EventId> idOf(ReportId report, TimelineEntry entry) {
    return EventType.of(entry.status())
        .map(type -> EventId.of(report, entry.order(), entry.at(), type));
  }

  /** When it happened. */
  public Instant at() {
    return report.state().updatedAt();
  }
}
