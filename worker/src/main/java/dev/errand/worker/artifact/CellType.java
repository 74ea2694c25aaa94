package dev.errand.worker.artifact;

/** The type of the cells of a column. */
public enum CellType {
  TEXT,
  NUMBER,
  DATE,
  TIME
}
