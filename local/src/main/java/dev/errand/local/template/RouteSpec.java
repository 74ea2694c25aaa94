package dev.errand.local.template;

import java.time.Duration;
import java.util.Optional;

/**
 * A route of the HTTP API.
 *
 * @param method in capitals, or {@code ANY}
 * @param path such as {@code /v1/reports/{id}}, or {@code $default} for requests without another
 *     route
 * @param function the logical id of the function that answers
 * @param timeout after which the gateway gives up
 * @param access who may call it; empty if everybody
 */
public record RouteSpec(
    String method,
    String path,
    String function,
    Duration timeout,
    Optional<AccessSpec> access,
    Optional<ThrottlingSpec> throttling) {

  /** A route that everybody may call. */
  public RouteSpec(String method, String path, String function, Duration timeout) {
    this(method, path, function, timeout, Optional.empty(), Optional.empty());
  }

  /** This route with its settings. */
  RouteSpec with(Optional<AccessSpec> someAccess, Optional<ThrottlingSpec> someThrottling) {
    return new RouteSpec(method, path, function, timeout, someAccess, someThrottling);
  }

  /** As API Gateway names it: {@code GET /v1/reports} or {@code $default}. */
  public String key() {
    return path.equals("$default") ? path : method + " " + path;
  }
}
