package dev.errand.worker.page;

/** The records API answered something that is no page of what was asked for. */
public sealed class InvalidPageException extends Exception permits MalformedPageException {

  private static final long serialVersionUID = 1;

  InvalidPageException(String message) {
    super(message);
  }

  InvalidPageException(String message, Throwable cause) {
    super(message, cause);
  }
}
