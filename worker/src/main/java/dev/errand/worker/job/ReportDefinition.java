package dev.errand.worker.job;

import dev.errand.worker.records.RecordSource;
import java.util.Map;

/** What a job makes for a request: where the records come from and what is written of them. */
public interface ReportDefinition {

  /** The name of its report type. */
  String typeName();

  /** Identifies the requests that can share a checkpoint. */
  String identity();

  /** Whether the CSV is an artifact; it is always written. */
  boolean hasCsv();

  /** What the CSV begins with. */
  byte[] csvHeader();

  /** The records. */
  RecordSource source();

  /** A report without records. */
  ReportDraft begin();

  /** The report of a checkpoint, from {@link ReportDraft#json}. */
  ReportDraft resume(Map<?, ?> json);
}
