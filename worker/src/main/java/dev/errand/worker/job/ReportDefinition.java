package dev.errand.worker.job;

import dev.errand.worker.records.RecordSource;
import java.util.Map;

/**
 * What a job makes for a request: where the records come from and what is written of them.
 *
 * @param <T> what the records of a page add up to
 */
public interface ReportDefinition<T> {

  /** The name of its report type. */
  String typeName();

  /** Identifies the requests that can share a checkpoint. */
  String identity();

  /** Whether the CSV is an artifact; it is always written. */
  boolean hasCsv();

  /** What the CSV begins with. */
  byte[] csvHeader();

  /** The records. */
  RecordSource<T> source();

  /** A report without records. */
  ReportDraft<T> begin();

  /** The report of a checkpoint, from {@link ReportDraft#json}. */
  ReportDraft<T> resume(Map<?, ?> json);
}
