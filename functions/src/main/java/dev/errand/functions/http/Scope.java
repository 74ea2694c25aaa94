package dev.errand.functions.http;

/** What a token can allow. */
public enum Scope {
  /** Reading the reports of the token's client. */
  READ,
  /** Asking for, cancelling, retrying and deleting them. */
  WRITE,
  /** Both, for every client. */
  ADMIN
}
