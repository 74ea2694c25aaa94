package dev.errand.cli;

import dev.errand.cli.download.DownloadListener;
import dev.errand.cli.download.Downloads;
import dev.errand.cli.download.Downloads.Saved;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Numbers;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import dev.errand.cli.terminal.Terminal;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves the files of a report. */
@Command(
    name = "download",
    description = {
      "Saves the files of a finished report and checks their digests.",
      "An interrupted download resumes where it ended; complete files are kept."
    })
final class DownloadCommand extends ApiCommand {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("FILE", "path"),
          Column.number("BYTES", "size_bytes"),
          Column.text("SHA-256", "sha256"));

  @Parameters(paramLabel = "ID", description = "The report's id.")
  private String id;

  @Option(
      names = {"-d", "--to"},
      paramLabel = "DIR",
      description = "The folder to save into, created if it is missing (default: the current one).",
      defaultValue = "")
  private Path folder;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Only this file, for example report.csv; may be given more than once.")
  private Set<String> only = new TreeSet<>();

  DownloadCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run() throws IOException, InterruptedException {
    Progress progress = new Progress(context.errors());
    List<Saved> files = new Downloads(api(), context.sleeper(), progress).save(id, folder, only);
    progress.clear();
    print(
        new Answer(
            Json.object("files", Json.array(files.stream().map(DownloadCommand::json).toList())),
            () -> table(files),
            files.stream().map(saved -> saved.path().toString()).toList()));
    return ExitCode.SUCCESS;
  }

  private static Json json(Saved saved) {
    return Json.object(
        "name",
        saved.name(),
        "path",
        saved.path().toString(),
        "size_bytes",
        saved.size(),
        "sha256",
        saved.sha256(),
        "was_there",
        saved.wasThere());
  }

  private static Table table(List<Saved> files) {
    List<List<String>> rows = new ArrayList<>();
    for (Saved saved : files) {
      rows.add(List.of(saved.path().toString(), Long.toString(saved.size()), saved.sha256()));
    }
    return new Table(COLUMNS, rows);
  }

  /** On a terminal: how much of the file is there. */
  private static final class Progress implements DownloadListener {

    private static final long REDRAW_NANOSECONDS = 100_000_000;

    private final Terminal terminal;
    private long drawnAt;

    Progress(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void progress(String name, long bytes, long total) {
      long now = System.nanoTime();
      if (terminal.isInPlace() && (now - drawnAt > REDRAW_NANOSECONDS || bytes == total)) {
        drawnAt = now;
        String line =
            "%s  %d%%  %s of %s"
                .formatted(
                    name,
                    total == 0 ? 100 : 100 * bytes / total,
                    Numbers.bytes(bytes),
                    Numbers.bytes(total));
        terminal.show(List.of(Text.crop(line, terminal.size().columns() - 1)));
      }
    }

    @Override
    public void onRetry(String line) {
      clear();
      terminal.line("errand: " + line);
    }

    void clear() {
      if (terminal.isInPlace()) {
        terminal.clear();
      }
    }
  }
}
