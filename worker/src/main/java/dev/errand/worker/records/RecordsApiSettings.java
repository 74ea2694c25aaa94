package dev.errand.worker.records;

import java.net.URI;
import java.time.Duration;

/**
 * Settings of the client of the records API.
 *
 * @param baseUrl the URL before {@code /v1/records}
 * @param token the bearer token
 * @param connections the maximum number of concurrent requests
 * @param pageSize the number of records to request for a page
 * @param limits timeouts, sizes and retries
 */
public record RecordsApiSettings(
    URI baseUrl, BearerToken token, int connections, int pageSize, Limits limits) {

  /** The limits in production. */
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
   * @param connect the connect timeout
   * @param silence the read timeout between two bytes
   * @param page the timeout for the whole page
   * @param maxBytes the maximum size of a page
   * @param retries the retry policy
   */
  public record Limits(
      Duration connect, Duration silence, Duration page, int maxBytes, RetryPolicy retries) {}

  /** Does not contain the token. */
  @Override
  public String toString() {
    return "RecordsApiSettings[%s, %d connections]".formatted(baseUrl, connections);
  }
}
