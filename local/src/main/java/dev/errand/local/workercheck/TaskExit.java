package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a task ended.
 *
 * @param exitCode empty if it had to be killed after the time limit
 * @param duration from the start of the wait until the end
 */
record TaskExit(OptionalInt exitCode, Duration duration, Optional<String> lastLogLine) {

  /** The exit code after SIGTERM without a handler: 128 + 15. */
  private static final int TERMINATED = 143;

  boolean isSuccess() {
    return exitCode.equals(OptionalInt.of(0));
  }

  boolean is(FailureCode code) {
    return exitCode.isPresent() && exitCode.equals(code.exitCode());
  }

  boolean isInterrupted() {
    return is(FailureCode.INTERRUPTED) || exitCode.equals(OptionalInt.of(TERMINATED));
  }

  /** The exit code and the time, for people. */
  String summary() {
    String seconds = String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    return exitCode.isPresent()
        ? "exit code %d after %s".formatted(exitCode.getAsInt(), seconds)
        : "it still ran after " + seconds;
  }

  /** The same with the last line of the log, if there is one. */
  String details() {
    return summary() + lastLogLine.map(line -> "; its last log line: " + line).orElse("");
  }
}
