package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.StageFile;
import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the tasks of a report logged. */
@Command(
    name = "logs",
    description = {
      "Shows what the worker logged for a report: on a local stage all attempts, of a deployed API",
      "the last 1000 lines of one, for reports:admin."
    })
final class LogsCommand extends ApiCommand {

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description =
          "The last 1000 lines of this attempt; of a deployed API the present one if none is named.")
  private Integer attempt;

  LogsCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    Access found = access.access(context, Optional.empty());
    ReportsApi api = AccessArguments.api(context, found);
    List<String> lines;
    if (found.stage().isEmpty() || attempt != null) {
      lines = lines(api.log(id, Optional.ofNullable(attempt)));
    } else {
      // Fails if there is no such report, or if it belongs to another client
      api.report(id);
      lines = lines(found.stage().get());
    }
    if (lines.isEmpty()) {
      say("No task of this report has logged anything yet.");
    }
    for (String line : lines) {
      context.out().line(output.form() == OutputForm.TABLE ? plain(line) : line);
    }
    return ExitCode.SUCCESS;
  }

  private List<String> lines(Json log) {
    if (!log.at("is_complete").text().equals("true")) {
      say("There are earlier lines. The task's whole log is in the stack's WorkerLogGroupName.");
    }
    List<String> lines = new ArrayList<>();
    for (Json line : log.at("lines").list()) {
      lines.add(line.at("text").text());
    }
    return lines;
  }

  /** In the order of their times, with which each line of JSON begins. */
  private List<String> lines(StageFile stage) throws IOException {
    Path tasks = stage.data().resolve("tasks").resolve("tasks");
    if (!Files.isDirectory(tasks)) {
      return List.of();
    }
    List<Path> logs;
    try (Stream<Path> folders = Files.list(tasks)) {
      logs = folders.map(folder -> folder.resolve("task.log")).filter(Files::exists).toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path log : logs) {
      try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
        reader.lines().filter(this::isOfReport).forEach(lines::add);
      }
    }
    lines.sort(Comparator.comparing(LogsCommand::time));
    return lines;
  }

  private boolean isOfReport(String line) {
    return line.contains(id) && json(line).at("report_id").text().equals(id);
  }

  private static String time(String line) {
    return json(line).at("time").text();
  }

  private static String plain(String line) {
    Json entry = json(line);
    StringBuilder text = new StringBuilder(entry.at("time").text());
    text.append("  ")
        .append(entry.at("level").text())
        .append("  ")
        .append(entry.at("message").text());
    for (String name : entry.names()) {
      if (!List.of("time", "level", "message", "report_id", "client_id").contains(name)) {
        text.append("  ").append(name).append('=').append(entry.at(name).text());
      }
    }
    return Text.plain(text.toString());
  }

  private static Json json(String line) {
    try {
      return Json.parse(line);
    } catch (IOException other) {
      return Json.object("message", line);
    }
  }
}
