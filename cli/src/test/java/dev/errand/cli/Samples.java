package dev.errand.cli;

import dev.errand.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Reports as the API gives them. */
final class Samples {

  static final String ID = "01JDF3T7C4V5N6P7Q8R9S0T1V2";

  private Samples() {}

  static Json report(String status) {
    return Json.object(
        "id",
        ID,
        "name",
        "monday",
        "status",
        status,
        "attempt",
        1,
        "filter",
        Json.object(
            "client_id",
            "123e4567-e89b-12d3-a456-426614174000",
            "start_date",
            "2021-01-01",
            "end_date",
            "2021-12-31"),
        "created_at",
        "2026-11-24T10:00:00.120Z",
        "updated_at",
        "2026-11-24T10:00:00.412Z",
        "expires_at",
        "2027-02-22T10:00:00.412Z");
  }

  static Json succeeded(long rows) {
    return report("SUCCEEDED").with("result", Json.object("row_count", rows));
  }

  static Json failed() {
    return report("FAILED")
        .with(
            "failure",
            Json.object(
                "code",
                "records-api-unavailable",
                "detail",
                "The records API could not be reached or kept failing.",
                "retryable",
                true));
  }

  static Json running(long records, long total, Instant updated, Instant end) {
    return report("RUNNING")
        .with(
            "progress",
            Json.object(
                "stage",
                "reading",
                "percent",
                total == 0 ? 100 : 100 * records / total,
                "records",
                records,
                "total",
                total,
                "updated_at",
                updated.toString(),
                "estimated_completion_at",
                end.toString()));
  }

  static Json parse(String text) {
    try {
      return Json.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
