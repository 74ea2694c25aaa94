package dev.errand.worker.page;

/** The response of the records API is not a page that matches the query. */
public sealed class InvalidPageException extends Exception permits MalformedPageException {

  private static final long serialVersionUID = 1;

  /** Creates an exception with a message that has no content of the page. */
  public InvalidPageException(String message) {
    super(message);
  }

  InvalidPageException(String message, Throwable cause) {
    super(message, cause);
  }
}
