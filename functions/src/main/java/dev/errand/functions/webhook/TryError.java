package dev.errand.functions.webhook;

import java.util.Locale;

/** Why an endpoint gave no answer. */
public enum TryError {
  /** It took longer than ten seconds. */
  TIMEOUT,
  /** Its host has no address. */
  UNKNOWN_HOST,
  /**
   * Its host is not among those that events may be sent to, or has an address that is not public.
   */
  ADDRESS_REFUSED,
  /** It takes no connection, or ended it. */
  CONNECTION_FAILED,
  /** Its certificate is not valid, or it speaks no TLS that is. */
  TLS_FAILED,
  /** What it sends is not HTTP, or more than is read. */
  INVALID_ANSWER;

  /** Its name in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
