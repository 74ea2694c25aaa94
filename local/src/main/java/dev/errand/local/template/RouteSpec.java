package dev.errand.local.template;

import java.time.Duration;

/**
 * A route of the HTTP API.
 *
 * @param method in capitals, or {@code ANY}
 * @param path such as {@code /v1/reports/{id}}, or {@code $default} for whatever has no route
 * @param function the logical id of the function that answers
 * @param timeout after which the gateway gives up
 */
public record RouteSpec(String method, String path, String function, Duration timeout) {

  /** As API Gateway names it: {@code GET /v1/reports} or {@code $default}. */
  public String key() {
    return path.equals("$default") ? path : method + " " + path;
  }
}
