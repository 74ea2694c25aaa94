package dev.errand.worker.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a segment belongs to.
 *
 * @param traceId for example {@code 1-581cf771-a006649127e371903a2de979}
 * @param parentId the segment that caused the work, 16 hexadecimal digits
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html">Tracing
 *     header</a>
 */
public record TraceContext(String traceId, Optional<String> parentId) {

  private static final Pattern ROOT =
      Pattern.compile("(?:^|;)\\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");

  private static final Pattern PARENT = Pattern.compile("(?:^|;)\\s*Parent=([0-9a-f]{16})(?:;|$)");

  private static final Pattern SAMPLED = Pattern.compile("(?:^|;)\\s*Sampled=1(?:;|$)");

  /** Reads a trace header. Empty if its trace is not sampled, or if it is no trace header. */
  public static Optional<TraceContext> sampled(String header) {
    return SAMPLED.matcher(header).find()
        ? value(ROOT, header).map(root -> new TraceContext(root, value(PARENT, header)))
        : Optional.empty();
  }

  private static Optional<String> value(Pattern pattern, String header) {
    Matcher found = pattern.matcher(header);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
