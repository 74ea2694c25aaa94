package dev.errand.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of the commands that follow reports. */
final class FollowArguments {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Follow no longer than this, for example 90s, 10m or 2h; exit code 75 then.")
  private Duration timeout;

  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }
}
