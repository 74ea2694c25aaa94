package dev.errand.local.gateway;

import dev.errand.local.template.ThrottlingSpec;
import java.util.function.LongSupplier;

/** Lets requests through at a rate, with bursts. */
final class TokenBucket {

  private final ThrottlingSpec limit;
  private final LongSupplier nanos;
  private double tokens;
  private long filledAt;

  /**
   * @param nanos a clock that only goes forward
   */
  TokenBucket(ThrottlingSpec limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
    this.tokens = limit.burst();
    this.filledAt = nanos.getAsLong();
  }

  synchronized boolean tryTake() {
    long now = nanos.getAsLong();
    tokens = Math.min(limit.burst(), tokens + (now - filledAt) * limit.rate() / 1e9);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
