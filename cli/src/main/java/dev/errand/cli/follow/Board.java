package dev.errand.cli.follow;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.ReportLine;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Terminal;
import dev.errand.cli.terminal.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On a terminal: a line for each report, drawn again in place. */
public final class Board implements FollowListener {

  /** The lines for the count of further reports, for errors and for the cursor. */
  private static final int OTHER_ROWS = 3;

  private final Terminal terminal;
  private final Clock clock;
  private final ReportLine line;
  private final Map<String, Rate> rates = new HashMap<>();
  private List<Json> last = List.of();

  public Board(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.line = ReportLine.withBars(terminal.style());
  }

  @Override
  public void see(List<Json> reports) {
    last = reports;
    terminal.show(visible());
  }

  @Override
  public void retrying(String text) {
    List<String> lines = visible();
    lines.add(terminal.style().warning(Text.crop(text, columns())));
    terminal.show(lines);
  }

  @Override
  public void end(List<Json> reports) {
    terminal.show(lines(reports));
  }

  /** As many as the terminal has rows for; those that are not final come first. */
  private List<String> visible() {
    int rows = terminal.size().rows() - OTHER_ROWS;
    if (last.size() <= rows) {
      return lines(last);
    }
    List<Json> shown = new ArrayList<>();
    last.stream().filter(report -> !Statuses.isFinal(report)).limit(rows).forEach(shown::add);
    last.stream().filter(Statuses::isFinal).limit(rows - shown.size()).forEach(shown::add);
    List<String> lines = lines(shown);
    long done = last.stream().filter(Statuses::isFinal).count();
    lines.add(
        Text.crop(
            "... and %d more; %d of %d are final"
                .formatted(last.size() - shown.size(), done, last.size()),
            columns()));
    return lines;
  }

  private List<String> lines(List<Json> reports) {
    Instant now = clock.instant();
    List<String> lines = new ArrayList<>();
    for (Json report : reports) {
      Rate rate = rates.computeIfAbsent(report.at("id").text(), id -> new Rate());
      lines.add(line.of(report, rate.see(report), now, columns()));
    }
    return lines;
  }

  /** The last one stays free: some terminals wrap when it is written to. */
  private int columns() {
    return terminal.size().columns() - 1;
  }
}
