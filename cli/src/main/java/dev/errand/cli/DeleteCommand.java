package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes reports. */
@Command(
    name = "delete",
    description = "Deletes final reports: their requests, results and files, for good.")
final class DeleteCommand extends ApiCommand {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The reports' ids.")
  private List<String> ids;

  @Option(names = "--yes", description = "Required: a deleted report cannot be restored.")
  private boolean yes;

  DeleteCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (!yes) {
      throw new ParameterException(
          command.commandLine(),
          "a deleted report cannot be restored; to delete it, repeat the command with --yes");
    }
    ReportsApi api = api();
    for (String id : ids) {
      api.delete(id);
    }
    print(new Answer(deleted(), this::table, ids));
    return ExitCode.SUCCESS;
  }

  private Json deleted() {
    List<Json> reports = new ArrayList<>();
    for (String id : ids) {
      reports.add(Json.object("id", id));
    }
    return Json.object("deleted", Json.array(reports));
  }

  private Table table() {
    return new Table(List.of(Column.text("DELETED", "id")), ids.stream().map(List::of).toList());
  }
}
