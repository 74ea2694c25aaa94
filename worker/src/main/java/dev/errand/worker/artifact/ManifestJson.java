package dev.errand.worker.artifact;

import dev.errand.core.Attempt;
import dev.errand.worker.store.StoredObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code manifest.json}: its existence means that the report is complete. The recorder reads it.
 */
final class ManifestJson {

  private ManifestJson() {}

  static String of(Attempt attempt, long rows, List<StoredObject> artifacts, Clock clock) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", 1);
    json.put("report_id", attempt.reportId().value());
    json.put("attempt", attempt.number());
    json.put("row_count", rows);
    json.put("completed_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("artifacts", artifacts.stream().map(ManifestJson::of).toList());
    return ArtifactJson.text(json);
  }

  private static Map<String, Object> of(StoredObject artifact) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", ArtifactJson.name(artifact));
    json.put("key", artifact.key());
    json.put("size_bytes", artifact.size());
    json.put("content_type", artifact.contentType());
    json.put("sha256", artifact.sha256());
    return json;
  }
}
