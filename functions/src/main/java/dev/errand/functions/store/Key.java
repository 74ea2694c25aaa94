package dev.errand.functions.store;

import dev.errand.core.ReportId;
import dev.errand.functions.report.TimelineEntry;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The key of an item. */
record Key(String pk, String sk) {

  static final String STATUS = "STATUS";
  static final String PROGRESS = "PROGRESS";
  static final String EVENT = "EVENT#";

  static Key report(ReportId id) {
    return new Key("REPORT#" + id, STATUS);
  }

  /** Apart from the report's other items, so that the worker's role can be held to it. */
  static Key progress(ReportId id) {
    return new Key("PROGRESS#" + id, PROGRESS);
  }

  static Key event(ReportId id, TimelineEntry entry) {
    return new Key("REPORT#" + id, EVENT + entry.key());
  }

  static Key idempotency(String caller, String key) {
    return new Key("KEY#" + caller + "#" + key, "KEY");
  }

  static Key activeReports(UUID clientId) {
    return new Key("CLIENT#" + clientId, "ACTIVE");
  }

  Map<String, AttributeValue> attributes() {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }
}
