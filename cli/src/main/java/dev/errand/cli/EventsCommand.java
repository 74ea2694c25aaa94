package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.ReportLine;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the timeline of a report. */
@Command(name = "events", description = "Shows what happened to a report, all attempts.")
final class EventsCommand extends ApiCommand {

  private static final List<Column> COLUMNS =
      List.of(
          Column.time("TIME", "at"),
          Column.number("ATTEMPT", "attempt"),
          Column.number("REDRIVE", "redrive_count"),
          Column.text("STATUS", "status"),
          Column.text("FAILURE", "failure_code"),
          Column.text("RETRIES", "retries"));

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  EventsCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    Json events = api().events(id);
    print(new Answer(events, () -> table(events), List.of()));
    return ExitCode.SUCCESS;
  }

  private Table table(Json events) {
    List<List<String>> rows = new ArrayList<>();
    for (Json event : events.at("events").list()) {
      rows.add(
          List.of(
              event.at("at").text(),
              event.at("attempt").text(),
              event.at("redrive_count").text(),
              event.at("status").text(),
              event.at("failure_code").text(),
              retries(event)));
    }
    return new Table(COLUMNS, rows);
  }

  private String retries(Json event) {
    Json retries = event.at("retries");
    if (!retries.isObject()) {
      return "";
    }
    return ReportLine.waiting(event, context.clock().instant())
        .orElseGet(
            () ->
                "%s failed: %s"
                    .formatted(
                        retries.at("failed_tries").text(),
                        Text.plain(retries.at("last_reason").text())));
  }
}
