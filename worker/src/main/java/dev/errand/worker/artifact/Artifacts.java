package dev.errand.worker.artifact;

import dev.errand.core.Attempt;
import dev.errand.worker.store.ObjectWriter;
import dev.errand.worker.store.Store;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.store.UploadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the artifacts that are made after the CSV, and the manifest. */
public final class Artifacts {

  /** The media type of {@code report.csv}. */
  public static final String CSV_TYPE = "text/csv; charset=utf-8";

  private static final String XLSX_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String HTML_TYPE = "text/html; charset=utf-8";
  private static final String JSON_TYPE = "application/json";
  private static final String LINES_TYPE = "application/jsonl";
  private static final String PARQUET_TYPE = "application/vnd.apache.parquet";

  private final Store store;
  private final String prefix;
  private final Attempt attempt;
  private final Runnable stopCheck;

  /**
   * Creates a writer for the artifacts of a report.
   *
   * @param prefix the prefix of their keys
   * @param stopCheck called repeatedly; throws to end the work
   */
  public Artifacts(Store store, String prefix, Attempt attempt, Runnable stopCheck) {
    this.store = store;
    this.prefix = prefix;
    this.attempt = attempt;
    this.stopCheck = stopCheck;
  }

  /**
   * Writes the artifacts.
   *
   * @param csv the CSV, which the others are made from
   * @return all artifacts, with the CSV if it is one
   */
  public List<StoredObject> write(Contents contents, StoredObject csv, Timings timings, Clock clock)
      throws IOException {
    List<StoredObject> artifacts = new ArrayList<>();
    if (contents.hasCsv()) {
      artifacts.add(csv);
    }
    Optional<TableLayout> workbook = contents.workbook();
    if (workbook.isPresent()) {
      artifacts.add(
          convert(
              csv,
              "report.xlsx",
              XLSX_TYPE,
              (in, out) -> Workbook.write(in, out, workbook.get(), Workbook.MAX_ROWS, stopCheck)));
    }
    Optional<String> html = contents.html();
    if (html.isPresent()) {
      artifacts.add(put("report.html", HTML_TYPE, html.get()));
    }
    Optional<JsonLines> lines = contents.lines();
    if (lines.isPresent()) {
      artifacts.add(
          convert(
              csv, "report.jsonl", LINES_TYPE, (in, out) -> lines.get().write(in, out, stopCheck)));
    }
    Optional<ParquetTable> parquet = contents.parquet();
    if (parquet.isPresent()) {
      artifacts.add(
          convert(
              csv,
              "report.parquet",
              PARQUET_TYPE,
              (in, out) -> parquet.get().write(in, out, stopCheck)));
    }
    artifacts.add(put("summary.json", JSON_TYPE, contents.summary(artifacts, timings, clock)));
    return List.copyOf(artifacts);
  }

  /**
   * Writes the manifest, which makes the report complete.
   *
   * @param rows the number of records
   */
  public void writeManifest(List<StoredObject> artifacts, long rows, Clock clock)
      throws IOException {
    stopCheck.run();
    StoredObject unused =
        put("manifest.json", JSON_TYPE, ManifestJson.of(attempt, rows, artifacts, clock));
  }

  private StoredObject convert(StoredObject csv, String name, String type, Conversion conversion)
      throws IOException {
    try (ObjectWriter out = new ObjectWriter(store, prefix + name, type, UploadState.NOTHING)) {
      try (InputStream in = store.open(csv.key())) {
        conversion.write(in, out);
      }
      return out.finish();
    }
  }

  /** Writes another form of the CSV. */
  private interface Conversion {
    void write(InputStream csv, OutputStream out) throws IOException;
  }

  private StoredObject put(String name, String type, String content) throws IOException {
    try (ObjectWriter out = new ObjectWriter(store, prefix + name, type, UploadState.NOTHING)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
      return out.finish();
    }
  }
}
