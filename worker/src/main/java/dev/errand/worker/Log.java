package dev.errand.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes log lines as JSON, so that CloudWatch Logs Insights finds their fields. */
final class Log {

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;
  private final Clock clock;
  private Optional<String> reportId = Optional.empty();

  Log(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  void setReportId(String id) {
    reportId = Optional.of(id);
  }

  void info(String message) {
    write("INFO", message, Optional.empty());
  }

  void warn(String message) {
    write("WARN", message, Optional.empty());
  }

  void error(String message, String code) {
    write("ERROR", message, Optional.of(code));
  }

  private synchronized void write(String level, String message, Optional<String> code) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level);
    reportId.ifPresent(id -> line.put("report_id", id));
    code.ifPresent(word -> line.put("code", word));
    line.put("message", message);
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
    out.flush();
  }
}
