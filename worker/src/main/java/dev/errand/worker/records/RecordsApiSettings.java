package dev.errand.worker.records;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Settings of the client of an API with records.
 *
 * @param baseUrl the URL before the path of a source
 * @param authentication authenticates requests
 * @param connections the maximum number of concurrent requests
 * @param pageSize the number of records to request for a page
 * @param maxRequestsPerSecond the maximum number of requests a second
 * @param proxies the proxies
 * @param limits timeouts, sizes and retries
 */
public record RecordsApiSettings(
    URI baseUrl,
    Authentication authentication,
    int connections,
    int pageSize,
    OptionalInt maxRequestsPerSecond,
    Proxies proxies,
    Limits limits) {

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

  /** Does not contain the credentials. */
  @Override
  public String toString() {
    return "RecordsApiSettings[%s, %d connections]".formatted(baseUrl, connections);
  }
}
