package dev.errand.functions.query;

import dev.errand.functions.http.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the answer may be delayed until the report changes: {@code Prefer: wait=SECONDS} (RFC
 * 7240, section 4.3), 20 seconds at most.
 */
record PreferWait(Duration time) {

  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*([0-9]{1,9})\\b");
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  static Optional<PreferWait> of(Request request) {
    Matcher matcher = WAIT.matcher(request.header("Prefer").orElse(""));
    if (!matcher.find()) {
      return Optional.empty();
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    return Optional.of(new PreferWait(asked.compareTo(MAX_WAIT) < 0 ? asked : MAX_WAIT));
  }

  /** What the header {@code Preference-Applied} says. */
  String applied() {
    return "wait=" + time.toSeconds();
  }
}
