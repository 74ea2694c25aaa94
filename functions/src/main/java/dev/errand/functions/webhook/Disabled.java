package dev.errand.functions.webhook;

import java.time.Instant;

/**
 * Why nothing is sent to a webhook.
 *
 * @param reason who or what disabled it
 * @param at since when
 */
public record Disabled(Reason reason, Instant at) {

  /** What disables a webhook. */
  public enum Reason {
    BY_CLIENT("The client disabled it."),
    GONE("The endpoint answered 410 Gone."),
    FAILING("The endpoint failed for five days.");

    private final String detail;

    Reason(String detail) {
      this.detail = detail;
    }

    /** A sentence for the client. */
    public String detail() {
      return detail;
    }
  }
}
