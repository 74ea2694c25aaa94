package dev.errand.functions.store;

/** The result of a write. */
public enum SaveResult {
  /** It is stored, whole. */
  STORED,
  /** Nothing is stored: the idempotency key is in use. */
  KEY_TAKEN,
  /** Nothing is stored: another write changed the report in between. Read it again. */
  CHANGED,
  /** Nothing is stored: as many reports are active, or as many tasks run, as may at once. */
  LIMIT_REACHED
}
