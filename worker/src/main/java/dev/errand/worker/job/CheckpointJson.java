package dev.errand.worker.job;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.store.UploadState;
import dev.errand.worker.store.UploadedPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts checkpoints to JSON and back. The tail of the CSV is not part of the JSON. */
final class CheckpointJson {

  private CheckpointJson() {}

  static Map<String, Object> write(Checkpoint checkpoint) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("plan", checkpoint.windows());
    json.put("place", write(checkpoint.position()));
    json.put("csv_key", checkpoint.csvKey());
    checkpoint.csv().uploadId().ifPresent(id -> json.put("upload_id", id));
    json.put(
        "parts",
        checkpoint.csv().parts().stream().map(part -> List.of(part.tag(), part.size())).toList());
    json.put("report", checkpoint.report());
    return json;
  }

  static Checkpoint read(Map<?, ?> json, Bytes tail) {
    List<UploadedPart> parts = new ArrayList<>();
    for (Object element : (List<?>) json.get("parts")) {
      List<?> part = (List<?>) element;
      parts.add(
          new UploadedPart(
              parts.size() + 1, (String) part.get(0), ((Number) part.get(1)).longValue()));
    }
    return new Checkpoint(
        (Map<?, ?>) json.get("plan"),
        readPosition((Map<?, ?>) json.get("place")),
        (Map<?, ?>) json.get("report"),
        (String) json.get("csv_key"),
        new UploadState(Optional.ofNullable((String) json.get("upload_id")), parts, tail));
  }

  private static Map<String, Object> write(ReadPosition position) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("window", position.window());
    position.pageToken().ifPresent(token -> json.put("cursor", token));
    json.put("rows", position.rows());
    json.put("last", position.last());
    return json;
  }

  private static ReadPosition readPosition(Map<?, ?> json) {
    return new ReadPosition(
        ((Number) json.get("window")).intValue(),
        Optional.ofNullable((String) json.get("cursor")),
        ((List<?>) json.get("last")).stream().map(String.class::cast).toList(),
        ((Number) json.get("rows")).longValue());
  }
}
