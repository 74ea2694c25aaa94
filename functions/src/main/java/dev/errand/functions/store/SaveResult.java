package dev.errand.functions.store;

/** The result of a write. */
public enum SaveResult {
  /** Everything is stored. */
  STORED,
  /** Nothing is stored: the idempotency key is in use. */
  KEY_TAKEN,
  /** Nothing is stored: another write changed the report in between. Read it again. */
  CHANGED,
  /** Nothing is stored: the limit on active reports or running tasks is reached. */
  LIMIT_REACHED
}
