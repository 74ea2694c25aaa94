package dev.errand.worker;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The compiled report types on the class path: {@code report-types/<type>.json}. */
final class ReportTypeFiles {

  private ReportTypeFiles() {}

  /**
   * Reads a type.
   *
   * @throws WorkerFailure if there is none of this name
   */
  static Map<String, Object> read(String name) {
    if (name.matches("[a-z][a-z0-9-]{0,19}")) {
      try (InputStream json =
          ReportTypeFiles.class.getResourceAsStream("/report-types/" + name + ".json")) {
        if (json != null) {
          return JSON.std.mapFrom(json);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("a report type cannot be read", e);
      }
    }
    throw new WorkerFailure(
        FailureCode.INVALID_REQUEST, "REPORT_REQUEST has a type that does not exist.");
  }
}
