package dev.errand.cli;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import java.io.UncheckedIOException;

/** Failures of the stage and of its parts, as failures of the command that started them. */
final class StageFailure {

  private StageFailure() {}

  /**
   * The failure of the command.
   *
   * @param thrown by the stage; the message of an exception that it throws on purpose names the
   *     fault and its remedy
   * @throws RuntimeException {@code thrown} itself if it is a bug of the stage
   */
  static CommandFailure of(RuntimeException thrown) {
    if (isOnPurpose(thrown)) {
      return new CommandFailure(ExitCode.UNAVAILABLE, thrown.getMessage(), thrown);
    }
    throw thrown;
  }

  private static boolean isOnPurpose(RuntimeException thrown) {
    return thrown.getMessage() != null
        && (thrown instanceof IllegalStateException
            || thrown instanceof IllegalArgumentException
            || thrown instanceof UncheckedIOException
            || thrown.getClass().getName().startsWith("dev.errand."));
  }
}
