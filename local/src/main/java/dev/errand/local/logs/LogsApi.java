package dev.errand.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AccessKeyCheck;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GetLogEvents} of CloudWatch Logs, for the streams of the tasks. A handler for {@code POST
 * /}. It accepts only requests with the access key id of the stage, but does not verify their
 * signature.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html">API
 *     reference</a>
 */
public final class LogsApi implements Handler {

  /** The part before the dot of {@code X-Amz-Target}. */
  public static final String SERVICE = "Logs_20140328";

  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_BYTES = 1 << 20;

  /** {@code f/} or {@code b/}, and how many events lie before the position. */
  private static final Pattern TOKEN = Pattern.compile("([fb])/([0-9]{56})");

  private final AccessKeyCheck checked;
  private final LogStreams streams;

  /**
   * Creates the API.
   *
   * @param accessKeyId the access key id that requests must have
   */
  public LogsApi(String accessKeyId, LogStreams streams) {
    this.streams = streams;
    this.checked =
        new AccessKeyCheck(
            accessKeyId, new AwsJson(SERVICE, "1.1", Map.of("GetLogEvents", this::getLogEvents)));
  }

  @Override
  public void handle(Context http) {
    checked.handle(http);
  }

  private ObjectNode getLogEvents(Input input) {
    String group =
        input
            .text("logGroupName")
            .or(() -> input.text("logGroupIdentifier"))
            .orElseThrow(() -> invalid("LogGroupName or LogGroupIdentifier is required."));
    String stream =
        input.text("logStreamName").orElseThrow(() -> invalid("LogStreamName is required."));
    int limit = limit(input.body().path("limit"));
    if (!streams.hasGroup(group)) {
      throw notFound("group");
    }
    Path file = streams.file(group, stream).orElseThrow(() -> notFound("stream"));
    List<LogEvent> events = between(LogEvent.of(file), input.body());
    return page(events, limit, input);
  }

  private static int limit(JsonNode limit) {
    if (limit.isMissingNode() || limit.isNull()) {
      return MAX_EVENTS;
    }
    if (!limit.isInt() || limit.intValue() < 1 || limit.intValue() > MAX_EVENTS) {
      throw invalid("limit must be a number from 1 to 10000.");
    }
    return limit.intValue();
  }

  private static List<LogEvent> between(List<LogEvent> events, ObjectNode body) {
    long start = body.path("startTime").asLong(Long.MIN_VALUE);
    long end = body.path("endTime").asLong(Long.MAX_VALUE);
    return events.stream()
        .filter(event -> event.timestamp() >= start && event.timestamp() < end)
        .toList();
  }

  /** Forward from a position or backward from it; without one from the head or the end. */
  private static ObjectNode page(List<LogEvent> events, int limit, Input input) {
    Optional<Matcher> token = input.text("nextToken").map(LogsApi::token);
    boolean forward =
        token
            .map(given -> given.group(1).equals("f"))
            .orElseGet(() -> input.flag("startFromHead").orElse(false));
    int at =
        token
            .map(given -> Integer.parseInt(given.group(2).substring(47)))
            .map(position -> Math.min(position, events.size()))
            .orElse(forward ? 0 : events.size());
    int first = at;
    int end = at;
    int bytes = 0;
    while (end - first < limit && (forward ? end < events.size() : first > 0)) {
      LogEvent next = events.get(forward ? end : first - 1);
      bytes += next.message().getBytes(StandardCharsets.UTF_8).length + 26;
      if (bytes > MAX_BYTES && end > first) {
        break;
      }
      if (forward) {
        end++;
      } else {
        first--;
      }
    }
    return answer(events.subList(first, end), first, end);
  }

  private static ObjectNode answer(List<LogEvent> events, int first, int end) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("events");
    for (LogEvent event : events) {
      list.addObject()
          .put("timestamp", event.timestamp())
          .put("message", event.message())
          .put("ingestionTime", event.timestamp());
    }
    return answer
        .put("nextForwardToken", "f/%056d".formatted(end))
        .put("nextBackwardToken", "b/%056d".formatted(first));
  }

  private static Matcher token(String text) {
    Matcher token = TOKEN.matcher(text);
    if (!token.matches() || !text.substring(2, 49).matches("0+")) {
      throw invalid("The specified nextToken is invalid.");
    }
    return token;
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }

  private static AwsError notFound(String what) {
    return new AwsError(
        "ResourceNotFoundException", "The specified log %s does not exist.".formatted(what));
  }
}
