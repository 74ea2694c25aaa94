package dev.errand.worker.artifact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.worker.store.StoredObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code manifest.json}: a report is complete when it is there. The recorder reads it. */
final class ManifestJson {

  private ManifestJson() {}

  static String of(Attempt attempt, long rows, List<StoredObject> artifacts, Clock clock) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("schema_version", 1);
    json.put("report_id", attempt.reportId().value());
    json.put("attempt", attempt.number());
    json.put("row_count", rows);
    json.put("completed_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    ArrayNode files = json.putArray("artifacts");
    for (StoredObject artifact : artifacts) {
      files
          .addObject()
          .put("name", Json.name(artifact))
          .put("key", artifact.key())
          .put("size_bytes", artifact.size())
          .put("content_type", artifact.contentType())
          .put("sha256", artifact.sha256());
    }
    return Json.text(json);
  }
}
