package dev.errand.worker.records;

import java.io.IOException;

/** A response was incomplete, too slow or not HTTP. The message contains nothing that was sent. */
final class IncompleteResponseException extends IOException {

  private static final long serialVersionUID = 1;

  IncompleteResponseException(String message) {
    super(message);
  }
}
