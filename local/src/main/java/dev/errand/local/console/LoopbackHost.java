package dev.errand.local.console;

import java.util.Locale;
import java.util.Set;

/** Names of this machine that lead to its loopback interface whoever resolves them. */
public final class LoopbackHost {

  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private LoopbackHost() {}

  /**
   * Whether a header {@code Host} is one of them, with any port: somebody may have forwarded one.
   *
   * @param header null if a request has none
   */
  public static boolean names(String header) {
    return header != null
        && NAMES.contains(header.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT));
  }
}
