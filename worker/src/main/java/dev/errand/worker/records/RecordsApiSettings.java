package dev.errand.worker.records;

import java.net.URI;
import java.time.Duration;

/**
 * How to talk to the records API.
 *
 * @param baseUrl without {@code /v1/records}
 * @param token the bearer token
 * @param connections how many requests at once, at most
 * @param pageSize how many records to ask for in a page
 * @param limits how long to wait and how much to take
 */
public record RecordsApiSettings(
    URI baseUrl, String token, int connections, int pageSize, Limits limits) {

  /** The limits that hold unless a test sets others. */
  public static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          64 << 20,
          new RetryPolicy(
              10,
              3,
              Duration.ofMillis(500),
              Duration.ofMinutes(1),
              Duration.ofMinutes(15),
              Duration.ofMinutes(30)));

  /**
   * Limits for one page.
   *
   * @param connect to wait for a connection
   * @param silence to wait for the next byte
   * @param page to wait for all bytes
   * @param maxBytes the largest page
   * @param retries when to ask again
   */
  public record Limits(
      Duration connect, Duration silence, Duration page, int maxBytes, RetryPolicy retries) {}

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "RecordsApiSettings[%s, %d connections]".formatted(baseUrl, connections);
  }
}
