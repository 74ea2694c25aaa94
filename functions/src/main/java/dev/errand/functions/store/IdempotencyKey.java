package dev.errand.functions.store;

import dev.errand.core.ReportId;
import java.time.Duration;
import java.time.Instant;

/**
 * A caller's key for one request, so that the same request sent again creates no other report.
 *
 * @param caller who sent it; the same key from another caller is another key
 * @param key the value of the header {@code Idempotency-Key}
 * @param fingerprint the digest of the request's body
 * @param reportId the report that the request led to
 * @param expiresAt from when on the key is free again
 */
public record IdempotencyKey(
    String caller, String key, String fingerprint, ReportId reportId, Instant expiresAt) {

  /** For how long a key is remembered. */
  public static final Duration REMEMBERED_FOR = Duration.ofHours(24);
}
