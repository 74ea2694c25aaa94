package dev.errand.worker;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Attempt;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes log lines as JSON, so that CloudWatch Logs Insights discovers their fields. Each line
 * contains the version, the report, the attempt and the client once they are known.
 */
final class Log {

  private final PrintStream out;
  private final Clock clock;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  Log(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  synchronized void setVersion(String version) {
    fields.put("version", version);
  }

  synchronized void setAttempt(Attempt attempt) {
    fields.put("report_id", attempt.reportId().value());
    fields.put("attempt", attempt.number());
  }

  synchronized void setAttempt(Attempt attempt, String clientId) {
    setAttempt(attempt);
    fields.put("client_id", clientId);
  }

  void info(String message) {
    write("INFO", Map.of("message", message));
  }

  void warn(String message) {
    write("WARN", Map.of("message", message));
  }

  void error(String message, String code) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("code", code);
    entry.put("message", message);
    write("ERROR", entry);
  }

  /**
   * Logs how many records were read in some time. The dashboard adds {@code records_read} up over
   * all tasks.
   */
  void read(long records, Duration time) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("records_read", records);
    entry.put("seconds", time.toSeconds());
    entry.put("message", "Read %d records in %d s".formatted(records, time.toSeconds()));
    write("INFO", entry);
  }

  /**
   * Logs an internal error for the operator. It logs classes and stack traces but no messages,
   * because messages may contain what was sent or read.
   */
  void fault(Throwable fault) {
    StringBuilder trace = new StringBuilder();
    for (Throwable each = fault; each != null; each = each.getCause()) {
      trace.append(each == fault ? "" : "Caused by: ").append(each.getClass().getName());
      for (StackTraceElement element : each.getStackTrace()) {
        trace.append("\n\tat ").append(element);
      }
      trace.append('\n');
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("message", "an internal error of the worker");
    entry.put("fault", trace.toString());
    write("ERROR", entry);
  }

  private synchronized void write(String level, Map<String, Object> entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level);
    line.putAll(fields);
    line.putAll(entry);
    try {
      out.println(JSON.std.asString(line));
    } catch (IOException e) {
      throw new UncheckedIOException("strings and numbers are always serializable", e);
    }
    out.flush();
  }
}
