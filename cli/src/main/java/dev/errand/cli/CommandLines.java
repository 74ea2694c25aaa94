package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** The command and its subcommands. */
final class CommandLines {

  private static final Map<String, Function<CommandContext, Callable<Integer>>> SUBCOMMANDS =
      subcommands();

  private CommandLines() {}

  private static Map<String, Function<CommandContext, Callable<Integer>>> subcommands() {
    Map<String, Function<CommandContext, Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand::new);
    commands.put("up", UpCommand::new);
    commands.put("submit", SubmitCommand::new);
    commands.put("types", TypesCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("show", ShowCommand::new);
    commands.put("watch", WatchCommand::new);
    commands.put("cancel", CancelCommand::new);
    commands.put("retry", RetryCommand::new);
    commands.put("delete", DeleteCommand::new);
    commands.put("result", ResultCommand::new);
    commands.put("download", DownloadCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("listen", ListenCommand::new);
    commands.put("login", LoginCommand::new);
    commands.put("logout", LogoutCommand::new);
    commands.put("token", TokenCommand::new);
    commands.put("check-worker", CheckWorkerCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("version", VersionCommand::new);
    return commands;
  }

  @Command(
      name = "errand",
      description = "Ad-hoc reports for client systems on AWS Step Functions.",
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = Version.class)
  private static final class Errand {}

  /** With every subcommand. */
  static CommandLine all(CommandContext context) {
    CommandLine line = new CommandLine(new Errand());
    SUBCOMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(context)));
    return finished(line, context);
  }

  /** With only the subcommand that is used: it takes time to set up the others. */
  static CommandLine forUse(List<String> arguments, CommandContext context) {
    Optional<String> name = arguments.stream().findFirst().filter(SUBCOMMANDS::containsKey);
    if (name.isEmpty()) {
      return all(context);
    }
    CommandLine line = new CommandLine(new Errand());
    line.addSubcommand(name.get(), SUBCOMMANDS.get(name.get()).apply(context));
    return finished(line, context);
  }

  private static CommandLine finished(CommandLine line, CommandContext context) {
    line.registerConverter(UUID.class, CommandLines::uuid);
    line.registerConverter(Instant.class, CommandLines::time);
    line.registerConverter(Duration.class, CommandLines::duration);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    standardOptions(line.getCommandSpec());
    line.getCommandSpec().usageMessage().footer("", footer());
    line.getSubcommands().values().forEach(each -> standardOptions(each.getCommandSpec()));
    ErrorHandler errors = new ErrorHandler(context.errors());
    return line.setOut(writer(context.out()))
        .setErr(writer(context.errors()))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static String footer() {
    return Stream.of(ExitCode.values())
        .map(exit -> exit.number() + " " + exit.meaning())
        .collect(
            Collectors.joining(", ", "errand COMMAND --help lists its options. Exit codes: ", "."));
  }

  private static PrintWriter writer(Terminal terminal) {
    return new PrintWriter(terminal.stream(), true, StandardCharsets.UTF_8);
  }

  private static void standardOptions(CommandSpec spec) {
    spec.mixinStandardHelpOptions(true);
    spec.versionProvider(new Version());
    spec.usageMessage().sortOptions(false);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'%s' is not a UUID such as 123e4567-e89b-12d3-a456-426614174000".formatted(text));
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'%s' is not a time such as 2026-01-31T00:00:00Z".formatted(text));
    }
  }

  /** Durations such as {@code 90s}, {@code 10m} and {@code 2h}. */
  private static Duration duration(String text) {
    try {
      Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (!time.isNegative() && !time.isZero()) {
        return time;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new TypeConversionException("'%s' is not a time such as 90s, 10m or 2h".formatted(text));
  }
}
