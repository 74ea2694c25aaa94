package dev.errand.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Writes log lines as JSON, so that CloudWatch Logs Insights finds their fields. Each tells the
 * report, the attempt and the client as soon as they are known.
 */
final class Log {

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;
  private final Clock clock;
  private final ObjectNode about = JSON.createObjectNode();

  Log(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  synchronized void tellOf(Attempt attempt, UUID clientId) {
    about.put("report_id", attempt.reportId().value());
    about.put("attempt", attempt.number());
    about.put("client_id", clientId.toString());
  }

  void info(String message) {
    write("INFO", JSON.createObjectNode().put("message", message));
  }

  void warn(String message) {
    write("WARN", JSON.createObjectNode().put("message", message));
  }

  void error(String message, String code) {
    write("ERROR", JSON.createObjectNode().put("code", code).put("message", message));
  }

  /** Tells of a fault of the worker's own, for us and not for the client. */
  void fault(Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    write(
        "ERROR",
        JSON.createObjectNode()
            .put("message", "a fault of the worker")
            .put("fault", trace.toString()));
  }

  private synchronized void write(String level, ObjectNode said) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level);
    line.setAll(about);
    line.setAll(said);
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
    out.flush();
  }
}
