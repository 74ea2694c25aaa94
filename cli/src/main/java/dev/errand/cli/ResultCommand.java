package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import dev.errand.cli.terminal.ReportLine;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the files of a report. */
@Command(
    name = "result",
    description = {
      "Lists the files of a finished report.",
      "With --json also their signed URLs: everyone who has a URL can download until it expires."
    })
final class ResultCommand extends ApiCommand {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("FILE", "name"),
          Column.number("BYTES", "size_bytes"),
          Column.text("SHA-256", "sha256"));

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  ResultCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    Json result = api().result(id);
    List<Json> artifacts = result.at("artifacts").list();
    print(
        new Answer(
            result,
            () -> table(artifacts),
            artifacts.stream().map(artifact -> artifact.at("name").text()).toList()));
    long rows = result.at("row_count").number(0);
    say(
        "%s. To save them: errand download %s"
            .formatted(rows == 0 ? ReportLine.NO_RECORDS : Numbers.records(rows), id));
    return ExitCode.SUCCESS;
  }

  private static Table table(List<Json> artifacts) {
    List<List<String>> rows = new ArrayList<>();
    for (Json artifact : artifacts) {
      rows.add(
          List.of(
              artifact.at("name").text(),
              artifact.at("size_bytes").text(),
              artifact.at("sha256").text()));
    }
    return new Table(COLUMNS, rows);
  }
}
