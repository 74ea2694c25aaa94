package dev.errand.core.json;

/** A text is not a JSON document within the limits. The message says what is wrong. */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  MalformedJsonException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** Where reading stopped, from 1. */
  public int line() {
    return line;
  }

  /** Where reading stopped, from 1. */
  public int column() {
    return column;
  }
}
