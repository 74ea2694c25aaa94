package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists reports. */
@Command(name = "list", description = "Lists reports, the newest first.")
final class ListCommand extends ApiCommand {

  /** The default of {@code --limit}. */
  static final int DEFAULT_LIMIT = 20;

  /** The maximum of {@code --limit}. */
  static final int MAX_LIMIT = 100_000;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "CLIENT",
      arity = "0..1",
      description =
          "The client's UUID. Without it: the token's own client; for an administrator, as on a local "
              + "stage, all clients.")
  private UUID client;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description =
          "Only these: QUEUED, RUNNING, CANCELLING, SUCCEEDED, FAILED, TIMED_OUT or CANCELLED.")
  private String status;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those created later, for example 2026-01-31T00:00:00Z.")
  private Instant since;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "The maximum number of reports (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + DEFAULT_LIMIT)
  private int limit;

  ListCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ParameterException(
          command.commandLine(),
          "--limit must be a number from 1 to %d, not %d".formatted(MAX_LIMIT, limit));
    }
    request().run(context);
    return ExitCode.SUCCESS;
  }

  /** What the arguments ask for. */
  ListRequest request() throws IOException {
    return new ListRequest(
        access.choice(),
        new ReportListing.Criteria(
            Optional.ofNullable(client).map(UUID::toString),
            Optional.ofNullable(status).map(text -> text.toUpperCase(Locale.ROOT)),
            Optional.ofNullable(since).map(Instant::toString),
            limit),
        output.form(),
        output.isQuiet());
  }
}
