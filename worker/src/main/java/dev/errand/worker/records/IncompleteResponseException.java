package dev.errand.worker.records;

import java.io.IOException;

/** An answer broke off or took too long; the message says so in words of our own. */
final class IncompleteResponseException extends IOException {

  private static final long serialVersionUID = 1;

  IncompleteResponseException(String message) {
    super(message);
  }
}
