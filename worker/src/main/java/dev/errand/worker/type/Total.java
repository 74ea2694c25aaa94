package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;

/** Where a response states the number of all records. */
public sealed interface Total {

  /** In the body. */
  record Body(JsonPointer pointer) implements Total {}

  /** In a header. */
  record Header(String name) implements Total {}
}
