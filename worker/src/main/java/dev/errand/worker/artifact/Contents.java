package dev.errand.worker.artifact;

import dev.errand.worker.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The contents of the artifacts of a report. */
public interface Contents {

  /** Whether the CSV is an artifact. */
  boolean hasCsv();

  /** The form of the workbook, if there is one. */
  Optional<TableLayout> workbook();

  /** The form of the JSON Lines, if there are any. */
  Optional<JsonLines> lines();

  /** The form of the Parquet file, if there is one. */
  Optional<ParquetTable> parquet();

  /** The page, if there is one. */
  Optional<String> html() throws IOException;

  /** The summary. */
  String summary(List<StoredObject> artifacts, Timings timings, Clock clock);
}
