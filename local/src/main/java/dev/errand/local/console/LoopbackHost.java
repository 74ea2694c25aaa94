package dev.errand.local.console;

import java.util.Locale;
import java.util.Set;

/** Names of this machine that always resolve to its loopback interface. */
public final class LoopbackHost {

  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private LoopbackHost() {}

  /**
   * Whether a header {@code Host} is one of them, with any port: a port may have been forwarded.
   *
   * @param header null if a request has none
   */
  public static boolean names(String header) {
    return header != null
        && NAMES.contains(header.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT));
  }
}
