package dev.errand.functions.webhook;

import dev.errand.functions.report.Status;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The types of events that a webhook can receive. */
public enum EventType {
  REPORT_STARTED("report.started"),
  REPORT_SUCCEEDED("report.succeeded"),
  REPORT_FAILED("report.failed"),
  REPORT_TIMED_OUT("report.timed_out"),
  REPORT_CANCELLED("report.cancelled"),
  /** Sent only when a client asks for it. */
  PING("webhook.ping");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /** Its name in the API and in events. */
  public String word() {
    return word;
  }

  /** Those that a webhook can be for. */
  public static Set<EventType> ofReports() {
    return EnumSet.complementOf(EnumSet.of(PING));
  }

  /** The type with this name. */
  public static Optional<EventType> ofWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** What a report that has reached this status is an event of. */
  static Optional<EventType> of(Status status) {
    return switch (status) {
      case RUNNING -> Optional.of(REPORT_STARTED);
      case SUCCEEDED -> Optional.of(REPORT_SUCCEEDED);
      case FAILED -> Optional.of(REPORT_FAILED);
      case TIMED_OUT -> Optional.of(REPORT_TIMED_OUT);
      case CANCELLED -> Optional.of(REPORT_CANCELLED);
      case QUEUED, CANCELLING, DELETED -> Optional.empty();
    };
  }
}
