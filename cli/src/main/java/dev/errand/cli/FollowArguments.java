package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.follow.Board;
import dev.errand.cli.follow.FollowListener;
import dev.errand.cli.follow.Follower;
import dev.errand.cli.follow.Log;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of the commands that follow reports, and how they do. */
final class FollowArguments {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Follow no longer than this, for example 90s, 10m or 2h; exit code 75 then.")
  private Duration timeout;

  /** Follows them to their end; whether all of them have succeeded. */
  ExitCode follow(ReportsApi api, List<String> ids, CommandContext context, OutputArguments output)
      throws IOException, InterruptedException {
    List<Json> reports = reports(api, ids, context, output);
    if (output.isForPeople()) {
      sayMore(reports, context);
    }
    return reports.stream().allMatch(Statuses::isSucceeded)
        ? ExitCode.SUCCESS
        : ExitCode.REPORT_FAILED;
  }

  private List<Json> reports(
      ReportsApi api, List<String> ids, CommandContext context, OutputArguments output)
      throws IOException, InterruptedException {
    InterruptNotice notice =
        InterruptNotice.whenInterrupted(ids, context.errors(), listener(context, output));
    try {
      return new Follower(
              api, notice, context.out().isInPlace(), context.sleeper(), context.clock())
          .follow(ids, Optional.ofNullable(timeout));
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

  private static void sayMore(List<Json> reports, CommandContext context) {
    for (Json report : reports) {
      Failures.lines(report).forEach(line -> context.errors().line("errand: " + line));
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
