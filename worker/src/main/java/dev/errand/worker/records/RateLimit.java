package dev.errand.worker.records;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is left of the quota of an API: {@code RateLimit-Remaining} and {@code
 * RateLimit-Reset}, or {@code RateLimit} with {@code r} and {@code t} (the IETF draft RateLimit
 * header fields for HTTP, in its earlier and its present form).
 */
final class RateLimit {

  private static final Pattern REMAINING = Pattern.compile("(?:^|[;,\\s])r\\s*=\\s*([0-9]{1,9})");
  private static final Pattern RESET = Pattern.compile("(?:^|[;,\\s])t\\s*=\\s*([0-9]{1,9})");
  private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,9})(?:\\s*[,;].*)?");

  private RateLimit() {}

  /** Returns the time until the quota is renewed; empty if some of it is left. */
  static Optional<Duration> pause(Function<String, Optional<String>> headers) {
    Optional<Long> remaining =
        first(REMAINING, headers.apply("RateLimit"))
            .or(() -> whole(headers.apply("RateLimit-Remaining")));
    return remaining
        .filter(left -> left == 0)
        .flatMap(none -> reset(headers))
        .map(Duration::ofSeconds);
  }

  private static Optional<Long> reset(Function<String, Optional<String>> headers) {
    return first(RESET, headers.apply("RateLimit"))
        .or(() -> whole(headers.apply("RateLimit-Reset")));
  }

  private static Optional<Long> first(Pattern pattern, Optional<String> header) {
    return header
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> Long.valueOf(found.group(1)));
  }

  private static Optional<Long> whole(Optional<String> header) {
    return header
        .map(NUMBER::matcher)
        .filter(Matcher::matches)
        .map(found -> Long.valueOf(found.group(1)));
  }
}
