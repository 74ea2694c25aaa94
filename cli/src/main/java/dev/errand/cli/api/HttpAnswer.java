package dev.errand.cli.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param headers by their names in lower case; of several with one name, the last
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  boolean isSuccess() {
    return status / 100 == 2 || status == 304;
  }

  /** Whether a retry of the call may succeed. */
  boolean isTransient() {
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
  }

  /** {@code Retry-After} in seconds, unless it is missing or a date. */
  Optional<Long> retryAfterSeconds() {
    String text = headers.get("retry-after");
    try {
      return text == null ? Optional.empty() : Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException date) {
      return Optional.empty();
    }
  }
}
