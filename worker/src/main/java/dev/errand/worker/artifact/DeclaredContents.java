package dev.errand.worker.artifact;

import dev.errand.core.ReportId;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.OutputFormat;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of the artifacts of a report of a declared type.
 *
 * @param title the title of the page
 * @param request the request as JSON
 * @param totals the totals of all records
 */
public record DeclaredContents(
    DeclaredType type,
    String title,
    Map<String, ?> request,
    Set<OutputFormat> formats,
    ReportId id,
    ColumnTotals totals)
    implements Contents {

  @Override
  public boolean hasCsv() {
    return formats.contains(OutputFormat.CSV);
  }

  @Override
  public Optional<TableLayout> workbook() {
    return formats.contains(OutputFormat.XLSX)
        ? Optional.of(TableLayout.of(type))
        : Optional.empty();
  }

  @Override
  public Optional<JsonLines> lines() {
    return formats.contains(OutputFormat.JSONL)
        ? Optional.of(new JsonLines(type))
        : Optional.empty();
  }

  @Override
  public Optional<ParquetTable> parquet() {
    return formats.contains(OutputFormat.PARQUET)
        ? Optional.of(new ParquetTable(type))
        : Optional.empty();
  }

  @Override
  public Optional<String> html() throws IOException {
    return formats.contains(OutputFormat.HTML)
        ? Optional.of(new DeclaredHtml(type, title, request, id, totals).html())
        : Optional.empty();
  }

  @Override
  public String summary(List<StoredObject> artifacts, Timings timings, Clock clock) {
    return DeclaredSummaryJson.of(type, request, totals, artifacts, timings, clock);
  }
}
