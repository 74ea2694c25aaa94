package dev.errand.functions.store;

/** What became of a change that should be stored. */
public enum Saved {
  /** It is stored, whole. */
  STORED,
  /** Nothing is stored: the idempotency key is in use. */
  KEY_TAKEN,
  /** Nothing is stored: somebody changed the report in between. Read it again. */
  CHANGED,
  /** Nothing is stored: as many reports are active, or as many tasks run, as may at once. */
  LIMIT_REACHED
}
