package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.follow.Board;
import dev.errand.cli.follow.FollowListener;
import dev.errand.cli.follow.Follower;
import dev.errand.cli.follow.Log;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports that a command follows to their end. */
record FollowedReports(
    ReportsApi api, List<String> ids, CommandContext context, OutputArguments output) {

  /**
   * Follows them and prints their states.
   *
   * @param timeout no limit if empty
   * @return the exit code of the command
   */
  ExitCode follow(Optional<Duration> timeout) throws IOException, InterruptedException {
    List<Json> reports = untilFinal(timeout);
    if (output.isForPeople()) {
      printFailures(reports);
    }
    return ExitCode.ofReports(reports);
  }

  private List<Json> untilFinal(Optional<Duration> timeout)
      throws IOException, InterruptedException {
    InterruptNotice notice =
        InterruptNotice.whenInterrupted(ids, context.errors(), listener(context, output));
    try {
      return new Follower(
              api, notice, context.out().isInPlace(), context.sleeper(), context.clock())
          .follow(ids, timeout);
    } finally {
      notice.end();
    }
  }

  static FollowListener listener(CommandContext context, OutputArguments output) {
    if (output.isQuiet()) {
      return new Unseen(context.errors());
    }
    return output.isForPeople() && context.out().isInPlace()
        ? new Board(context.out(), context.clock())
        : new Log(
            context.out(), context.errors(), context.clock(), output.form() == OutputForm.JSON);
  }

  private void printFailures(List<Json> reports) {
    for (Json report : reports) {
      FailureLines.of(report).forEach(line -> context.errors().line("errand: " + line));
    }
  }

  /** With {@code --quiet}: errors only. */
  private record Unseen(Terminal errors) implements FollowListener {

    @Override
    public void onPoll(List<Json> reports) {}

    @Override
    public void onRetry(String line) {
      errors.line("errand: " + line);
    }

    @Override
    public void onFinished(List<Json> reports) {}
  }
}
