package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.AccessFinder;
import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.doctor.Check;
import dev.errand.cli.doctor.Check.State;
import dev.errand.cli.doctor.Machine;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Checks this machine. */
@Command(
    name = "doctor",
    description = {
      "Checks what this machine lacks, and whether the API answers.",
      "Exit code 0 unless a requirement is missing."
    })
final class DoctorCommand extends ApiCommand {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("", "state"),
          Column.text("CHECK", "check"),
          Column.text("FOUND", "found"),
          Column.prose("WHAT TO DO", "advice"));

  DoctorCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    AccessFinder finder = new AccessFinder(context.variables(), context.calls());
    Path data = access.choice().data().orElseGet(finder::data);
    List<Check> answers = answers();
    boolean stageIsUp = data.resolve("stage.json").toFile().exists();
    List<Check> checks =
        new ArrayList<>(new Machine(context.variables(), context.home(), data).checks(stageIsUp));
    checks.addAll(answers);
    print(
        new Answer(
            Json.object("checks", Json.array(checks.stream().map(DoctorCommand::json).toList())),
            () -> table(checks),
            checks.stream()
                .filter(check -> check.state() == State.BAD)
                .map(check -> check.name() + ": " + check.advice())
                .toList()));
    return checks.stream().anyMatch(check -> check.state() == State.BAD)
        ? ExitCode.UNAVAILABLE
        : ExitCode.SUCCESS;
  }

  private List<Check> answers() throws IOException, InterruptedException {
    Access found;
    try {
      found = access.access(context, Optional.empty());
    } catch (CommandFailure none) {
      return List.of(
          new Check(
              "API",
              State.MISSING,
              none.getMessage().lines().findFirst().orElse(""),
              "errand up, or errand login"));
    }
    ReportsApi api = AccessArguments.api(context, found);
    List<Check> checks = new ArrayList<>();
    try {
      String version = api.contract().at("info", "version").text();
      checks.add(new Check("API", State.OK, found.url() + ", version " + version, ""));
      api.list(Map.of("page_size", "1"));
      checks.add(new Check("token", State.OK, "accepted", ""));
    } catch (CommandFailure failure) {
      List<String> lines = failure.getMessage().lines().map(String::strip).toList();
      checks.add(
          new Check(
              checks.isEmpty() ? "API" : "token",
              State.BAD,
              lines.get(0),
              lines.size() > 1 ? lines.get(1) : "Check the URL and the network."));
    }
    return checks;
  }

  private static Json json(Check check) {
    return Json.object(
        "check",
        check.name(),
        "state",
        word(check),
        "found",
        check.found(),
        "advice",
        check.advice().isEmpty() ? null : check.advice());
  }

  private static Table table(List<Check> checks) {
    List<List<String>> rows = new ArrayList<>();
    for (Check check : checks) {
      rows.add(List.of(word(check), check.name(), check.found(), check.advice()));
    }
    return new Table(COLUMNS, rows);
  }

  private static String word(Check check) {
    return check.state().name().toLowerCase(Locale.ROOT);
  }
}
