package dev.errand.worker.page;

/**
 * The response is not JSON, for example an error page of a proxy. It implies nothing about the
 * records.
 */
public final class MalformedPageException extends InvalidPageException {

  private static final long serialVersionUID = 1;

  MalformedPageException(String message, Throwable cause) {
    super(message, cause);
  }
}
