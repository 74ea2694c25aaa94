package dev.errand.worker.type;

/** A form of the report. */
public enum OutputFormat {
  /** {@code report.csv}. */
  CSV,
  /** {@code report.xlsx}. */
  XLSX,
  /** {@code report.html}. */
  HTML,
  /** {@code report.jsonl}: JSON Lines, an object for each record. */
  JSONL,
  /** {@code report.parquet}: Apache Parquet. */
  PARQUET
}
