package dev.errand.worker.page;

/**
 * The answer is no page at all: no JSON, as a proxy gives while a service is down. It says nothing
 * of the records.
 */
public final class UnreadablePage extends RefusedPage {

  private static final long serialVersionUID = 1;

  UnreadablePage(String message, Throwable cause) {
    super(message, cause);
  }
}
