package dev.errand.functions.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.functions.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * The log of one invocation: JSON lines whose fields can be queried.
 *
 * <p>The lines carry {@code timestamp} and {@code level} as Lambda's own JSON lines do, and go to
 * the logger as bytes, which it passes on as they are. Source: AWS Lambda Developer Guide, "Log and
 * monitor Java Lambda functions", and the runtime interface client's {@code AbstractLambdaLogger}.
 */
public final class Log {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = Environment.ofProcess().version();

  private final LambdaLogger logger;
  private final String requestId;
  private final Map<String, ?> about;

  private Log(LambdaLogger logger, String requestId, Map<String, ?> about) {
    this.logger = logger;
    this.requestId = requestId;
    this.about = about;
  }

  /** The log of the invocation with this context. */
  public static Log of(Context context) {
    return new Log(context.getLogger(), context.getAwsRequestId(), Map.of());
  }

  /** This log, with lines that have these fields too. */
  public Log about(Map<String, ?> fields) {
    return new Log(logger, requestId, fields);
  }

  /** Logs what happened to a report. */
  public void info(String message, Report report) {
    write(LogLevel.INFO, about(line(LogLevel.INFO, message), report));
  }

  /** Logs a warning about a report. */
  public void warn(String message, Report report) {
    write(LogLevel.WARN, about(line(LogLevel.WARN, message), report));
  }

  /** Logs a warning about a report, with its cause. */
  public void warn(String message, Report report, Throwable fault) {
    write(
        LogLevel.WARN, about(line(LogLevel.WARN, message), report).put("fault", stackTrace(fault)));
  }

  /** Logs a warning about an attempt. */
  public void warn(String message, Attempt attempt) {
    write(
        LogLevel.WARN,
        line(LogLevel.WARN, message)
            .put("report_id", attempt.reportId().value())
            .put("attempt", attempt.number()));
  }

  /** Logs something that concerns no report. */
  public void info(String message) {
    write(LogLevel.INFO, line(LogLevel.INFO, message));
  }

  /** Writes a fault. Operators read it; clients never see it. */
  public void error(String message, Throwable fault) {
    write(LogLevel.ERROR, line(LogLevel.ERROR, message).put("fault", stackTrace(fault)));
  }

  private static String stackTrace(Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private ObjectNode line(LogLevel level, String message) {
    ObjectNode line = JSON.createObjectNode();
    about.forEach(line::putPOJO);
    return line.put("timestamp", Instant.now().toString())
        .put("level", level.name())
        .put("message", message)
        .put("AWSRequestId", requestId)
        .put("version", VERSION);
  }

  private static ObjectNode about(ObjectNode line, Report report) {
    line.put("report_id", report.id().value())
        .put("attempt", report.attempt().number())
        .put("status", report.status().name());
    report.clientId().ifPresent(client -> line.put("client_id", client.toString()));
    return line;
  }

  /** Writes a line that something else reads out of the log. */
  void write(ObjectNode line) {
    write(LogLevel.INFO, line);
  }

  private void write(LogLevel level, ObjectNode line) {
    try {
      logger.log((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8), level);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is JSON", e);
    }
  }
}
