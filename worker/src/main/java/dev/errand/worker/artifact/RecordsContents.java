package dev.errand.worker.artifact;

import dev.errand.core.Format;
import dev.errand.core.RecordsRequest;
import dev.errand.core.ReportId;
import dev.errand.worker.store.StoredObject;
import dev.errand.worker.tally.RecordsTotals;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The contents of the artifacts of a report of the type {@code records}.
 *
 * @param totals the totals of all records
 */
public record RecordsContents(RecordsRequest request, ReportId id, RecordsTotals totals)
    implements Contents {

  @Override
  public boolean hasCsv() {
    return request.formats().contains(Format.CSV);
  }

  @Override
  public Optional<TableLayout> workbook() {
    return request.formats().contains(Format.XLSX)
        ? Optional.of(TableLayout.RECORDS)
        : Optional.empty();
  }

  @Override
  public Optional<JsonLines> lines() {
    return Optional.empty();
  }

  @Override
  public Optional<ParquetTable> parquet() {
    return Optional.empty();
  }

  @Override
  public Optional<String> html() throws IOException {
    return request.formats().contains(Format.HTML)
        ? Optional.of(RecordsHtml.of(request, id, totals))
        : Optional.empty();
  }

  @Override
  public String summary(List<StoredObject> artifacts, Timings timings, Clock clock) {
    return RecordsSummaryJson.of(request, totals, artifacts, timings, clock);
  }
}
