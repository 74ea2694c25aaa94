package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows reports until all of them are final. */
final class Follower {

  private static final long MILLISECONDS_BETWEEN_LOOKS = 400;

  private final ReportsClient client;
  private final Terminal terminal;
  private final ReportLine line;

  Follower(ReportsClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
    this.line = new ReportLine(terminal);
  }

  /** Follows them to their end; 0 if all of them succeeded, else 1. */
  int exitCode(List<String> ids) throws IOException, InterruptedException {
    return follow(ids).stream().allMatch(ReportLine::isSucceeded) ? 0 : 1;
  }

  /** Returns the reports in their final state, in the order of the ids. */
  List<JsonNode> follow(List<String> ids) throws IOException, InterruptedException {
    while (true) {
      List<JsonNode> reports = new ArrayList<>();
      for (String id : ids) {
        reports.add(client.report(id));
      }
      terminal.show(reports.stream().map(line::of).toList());
      if (reports.stream().allMatch(ReportLine::isFinal)) {
        return reports;
      }
      TimeUnit.MILLISECONDS.sleep(MILLISECONDS_BETWEEN_LOOKS);
    }
  }
}
