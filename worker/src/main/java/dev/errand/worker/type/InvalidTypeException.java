package dev.errand.worker.type;

/** The description of a report type is wrong. The message begins with a JSON pointer. */
public final class InvalidTypeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidTypeException(String pointer, String detail) {
    super(pointer + ": " + detail);
  }
}
