package dev.errand.functions.http;

import dev.errand.functions.http.Problem.Kind;

/** Problems that more than one call answers with. */
public final class Problems {

  private static final long LIMIT_RETRY_SECONDS = 30;
  private static final long BUSY_RETRY_SECONDS = 2;

  private Problems() {}

  public static Problem tooManyActiveReports(int maxActiveReports) {
    return Problem.of(
            Kind.LIMIT_REACHED,
            "The client has %d active reports, which is all it may have. Wait until one ends."
                .formatted(maxActiveReports))
        .retryAfter(LIMIT_RETRY_SECONDS);
  }

  public static Problem keyReused() {
    return Problem.of(
        Kind.KEY_REUSED,
        "This Idempotency-Key was sent with another request within the last 24 hours."
            + " Send a new key with a new request.");
  }

  /** A service that a change needs does not answer. */
  public static Problem busy() {
    return Problem.of(
            Kind.UNAVAILABLE, "The change may be incomplete. Send the same request again.")
        .retryAfter(BUSY_RETRY_SECONDS);
  }

  /** A service that a call needs does not answer. */
  static Problem busy(String method) {
    return method.equals("GET")
        ? Problem.of(
                Kind.UNAVAILABLE,
                "A service that this call needs does not answer. Send the request again.")
            .retryAfter(BUSY_RETRY_SECONDS)
        : busy();
  }
}
