package dev.errand.local.lambda;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The trace header of an invocation. Each invocation begins a trace of its own, since HTTP APIs and
 * EventBridge rules of the stage bring none.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html">Concepts</a>
 */
final class TraceHeader {

  private static final SecureRandom RANDOM = new SecureRandom();

  private TraceHeader() {}

  /**
   * A new one.
   *
   * @param sampled whether segments are sent; Lambda would decide that for each request, and the
   *     stage samples all of a function that is traced
   */
  static String create(boolean sampled, Instant now) {
    return "Root=1-%08x-%s;Parent=%s;Sampled=%d"
        .formatted(now.getEpochSecond(), hex(12), hex(8), sampled ? 1 : 0);
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
