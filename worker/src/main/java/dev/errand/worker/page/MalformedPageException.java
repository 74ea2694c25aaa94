package dev.errand.worker.page;

/**
 * The answer is no page at all: no JSON, as a proxy gives while a service is down. It says nothing
 * of the records.
 */
public final class MalformedPageException extends InvalidPageException {

  private static final long serialVersionUID = 1;

  MalformedPageException(String message, Throwable cause) {
    super(message, cause);
  }
}
