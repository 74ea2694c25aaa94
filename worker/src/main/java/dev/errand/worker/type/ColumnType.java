package dev.errand.worker.type;

/** The type of a column's values. */
public enum ColumnType {
  /** A text. Numbers and booleans become texts. */
  STRING,
  /** An exact decimal number, as a JSON number or string. */
  DECIMAL,
  /** A whole number, as a JSON number or string. */
  INTEGER,
  /** A JSON boolean, or {@code "true"} or {@code "false"}. */
  BOOLEAN,
  /** A day, as {@code 2021-03-04}. */
  DATE,
  /** A time (RFC 3339, with an offset from UTC). */
  TIMESTAMP;

  /** Whether values can be added up. */
  public boolean isNumber() {
    return this == DECIMAL || this == INTEGER;
  }

  /** Whether values have a day. */
  public boolean isTime() {
    return this == DATE || this == TIMESTAMP;
  }
}
