package dev.errand.worker.page;

/** The records API answered something that is no page of what was asked for. */
public sealed class RefusedPage extends Exception permits UnreadablePage {

  private static final long serialVersionUID = 1;

  RefusedPage(String message) {
    super(message);
  }

  RefusedPage(String message, Throwable cause) {
    super(message, cause);
  }
}
