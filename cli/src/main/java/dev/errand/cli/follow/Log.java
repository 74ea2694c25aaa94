package dev.errand.cli.follow;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.ReportLine;
import dev.errand.cli.terminal.Terminal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Output without a terminal: a line for each change of status, and for each tenth of the progress.
 */
public final class Log implements FollowListener {

  private static final long STEP_PERCENT = 10;

  private final Terminal terminal;
  private final Terminal errors;
  private final Clock clock;
  private final boolean json;
  private final ReportLine line;
  private final Map<String, String> last = new HashMap<>();
  private String lastTrouble = "";

  /**
   * A log.
   *
   * @param errors for failed calls that are retried
   * @param json whether a line is the report as the API gives it
   */
  public Log(Terminal terminal, Terminal errors, Clock clock, boolean json) {
    this.terminal = terminal;
    this.errors = errors;
    this.clock = clock;
    this.json = json;
    this.line = ReportLine.plain();
  }

  @Override
  public void see(List<Json> reports) {
    lastTrouble = "";
    for (Json report : reports) {
      String state = state(report);
      if (!state.equals(last.put(report.at("id").text(), state))) {
        terminal.line(
            json
                ? report.toString()
                : line.of(
                    report, OptionalLong.empty(), clock.instant(), terminal.size().columns()));
      }
    }
  }

  @Override
  public void retrying(String text) {
    String kind = text.replaceAll("[0-9]+ s$", "");
    if (!kind.equals(lastTrouble)) {
      errors.line("errand: " + text);
      lastTrouble = kind;
    }
  }

  @Override
  public void end(List<Json> reports) {}

  private static String state(Json report) {
    Json progress = report.at("progress");
    return String.join(
        " ",
        report.at("status").text(),
        report.at("attempt").text(),
        progress.at("stage").text(),
        progress.at("waiting", "try").text(),
        Long.toString(progress.at("percent").number(-STEP_PERCENT) / STEP_PERCENT));
  }
}
