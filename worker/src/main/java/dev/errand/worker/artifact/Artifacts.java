package dev.errand.worker.artifact;

import dev.errand.core.Attempt;
import dev.errand.core.Format;
import dev.errand.core.ReportRequest;
import dev.errand.worker.store.ObjectWriter;
import dev.errand.worker.store.Store;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.store.UploadState;
import dev.errand.worker.tally.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Writes all artifacts except for the CSV. The manifest is the last. */
public final class Artifacts {

  /** The media type of {@code report.csv}. */
  public static final String CSV_TYPE = "text/csv; charset=utf-8";

  private static final String XLSX_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String HTML_TYPE = "text/html; charset=utf-8";
  private static final String JSON_TYPE = "application/json";

  private final Store store;
  private final String prefix;
  private final ReportRequest request;
  private final Attempt attempt;
  private final Totals totals;
  private final Runnable stopCheck;

  /**
   * Creates a writer for the artifacts of a report.
   *
   * @param prefix the prefix of their keys
   * @param stopCheck called repeatedly; throws to end the work
   */
  public Artifacts(
      Store store,
      String prefix,
      ReportRequest request,
      Attempt attempt,
      Totals totals,
      Runnable stopCheck) {
    this.store = store;
    this.prefix = prefix;
    this.request = request;
    this.attempt = attempt;
    this.totals = totals;
    this.stopCheck = stopCheck;
  }

  /** Writes the artifacts of the request. */
  public void write(StoredObject csv, Timings timings, Clock clock) throws IOException {
    List<StoredObject> artifacts = new ArrayList<>();
    if (request.formats().contains(Format.CSV)) {
      artifacts.add(csv);
    }
    if (request.formats().contains(Format.XLSX)) {
      artifacts.add(workbook(csv.key()));
    }
    if (request.formats().contains(Format.HTML)) {
      artifacts.add(
          put("report.html", HTML_TYPE, HtmlReport.of(request, attempt.reportId(), totals)));
    }
    artifacts.add(
        put("summary.json", JSON_TYPE, SummaryJson.of(request, totals, artifacts, timings, clock)));
    stopCheck.run();
    put("manifest.json", JSON_TYPE, ManifestJson.of(attempt, totals.rows(), artifacts, clock));
  }

  private StoredObject workbook(String csvKey) throws IOException {
    try (ObjectWriter out =
        new ObjectWriter(store, prefix + "report.xlsx", XLSX_TYPE, UploadState.NOTHING)) {
      try (InputStream csv = store.open(csvKey)) {
        Workbook.write(csv, out, Workbook.MAX_ROWS, stopCheck);
      }
      return out.finish();
    }
  }

  private StoredObject put(String name, String type, String content) throws IOException {
    try (ObjectWriter out = new ObjectWriter(store, prefix + name, type, UploadState.NOTHING)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
      return out.finish();
    }
  }
}
