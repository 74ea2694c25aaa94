package dev.errand.local.xray;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operations {@code PutTraceSegments} and {@code BatchGetTraces} of X-Ray's API. It accepts
 * only requests that are signed for X-Ray with the access key id of the stage, but does not verify
 * their signature.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html">
 *     PutTraceSegments</a>
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html">
 *     BatchGetTraces</a>
 */
public final class XRayApi implements Handler {

  private static final String PUT_TRACE_SEGMENTS = "/TraceSegments";
  private static final String BATCH_GET_TRACES = "/Traces";

  private static final int LARGEST_SEGMENT = 65_536;
  private static final int MAX_TRACE_IDS = 5;

  private static final Map<String, Pattern> REQUIRED =
      Map.of(
          "id", Pattern.compile("[0-9a-f]{16}"),
          "trace_id", Pattern.compile("1-[0-9a-f]{8}-[0-9a-f]{24}"),
          "name", Pattern.compile("[\\p{L}\\p{N}\\p{Z}_.:/%&#=+\\-@]{1,200}"));

  private final Pattern authorization;
  private final Segments segments = new Segments();

  /**
   * Creates the API.
   *
   * @param accessKeyId the access key id that requests must have
   */
  public XRayApi(String accessKeyId) {
    this.authorization =
        Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=%s/[0-9]{8}/[a-z0-9-]+/xray/aws4_request, .*"
                .formatted(Pattern.quote(accessKeyId)));
  }

  @Override
  public void handle(Context http) {
    http.contentType("application/json");
    Optional<JsonNode> input = input(http);
    if (!authorization.matcher(String.valueOf(http.header("Authorization"))).matches()) {
      refuse(http, 403, "UnrecognizedClientException", "The security token is invalid.");
    } else if (input.isEmpty()) {
      refuse(http, 400, "InvalidRequestException", "The body is not JSON.");
    } else if (http.path().equals(PUT_TRACE_SEGMENTS)) {
      http.result(Json.write(putTraceSegments(input.get().path("TraceSegmentDocuments"))));
    } else if (http.path().equals(BATCH_GET_TRACES)) {
      JsonNode ids = input.get().path("TraceIds");
      if (ids.size() > MAX_TRACE_IDS) {
        refuse(http, 400, "InvalidRequestException", "Too many trace ids.");
      } else {
        http.result(Json.write(batchGetTraces(ids)));
      }
    } else {
      refuse(http, 501, "NotImplemented", "the local stage does not have this operation");
    }
  }

  private static Optional<JsonNode> input(Context http) {
    return read(http.body());
  }

  private static Optional<JsonNode> read(String json) {
    try {
      return Optional.of(Json.read(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static void refuse(Context http, int status, String type, String message) {
    http.status(status)
        .header("x-amzn-ErrorType", type)
        .result(Json.write(Json.object().put("Message", message)));
  }

  private ObjectNode putTraceSegments(JsonNode documents) {
    ObjectNode answer = Json.object();
    ArrayNode unprocessed = answer.putArray("UnprocessedTraceSegments");
    for (JsonNode document : documents) {
      Optional<JsonNode> segment = read(document.asText());
      Optional<String> fault =
          document.asText().length() > LARGEST_SEGMENT
              ? Optional.of("SegmentTooLarge")
              : segment.map(XRayApi::fault).orElse(Optional.of("ParseError"));
      if (fault.isEmpty()) {
        segments.add(segment.orElseThrow());
      } else {
        unprocessed
            .addObject()
            .put("Id", segment.map(parsed -> parsed.path("id").asText()).orElse(""))
            .put("ErrorCode", fault.get());
      }
    }
    return answer;
  }

  private static Optional<String> fault(JsonNode segment) {
    boolean ends = segment.path("end_time").isNumber() || segment.path("in_progress").asBoolean();
    if (!segment.path("start_time").isNumber() || !ends) {
      return Optional.of("MissingTime");
    }
    return REQUIRED.entrySet().stream()
        .filter(field -> !matches(segment.path(field.getKey()), field.getValue()))
        .map(field -> "Invalid " + field.getKey())
        .findFirst();
  }

  private static boolean matches(JsonNode value, Pattern pattern) {
    return pattern.matcher(value.asText()).matches();
  }

  private ObjectNode batchGetTraces(JsonNode traceIds) {
    ObjectNode answer = Json.object();
    ArrayNode traces = answer.putArray("Traces");
    for (JsonNode id : traceIds) {
      List<JsonNode> found = segments.of(id.asText());
      if (!found.isEmpty()) {
        ObjectNode trace = traces.addObject().put("Id", id.asText());
        trace.put("Duration", duration(found)).put("LimitExceeded", false);
        ArrayNode list = trace.putArray("Segments");
        found.forEach(
            segment ->
                list.addObject()
                    .put("Id", segment.path("id").asText())
                    .put("Document", Json.write(segment)));
      }
    }
    answer.putArray("UnprocessedTraceIds");
    return answer;
  }

  /** In seconds, from the first start to the last end. */
  private static double duration(List<JsonNode> segments) {
    DoubleSummaryStatistics times = new DoubleSummaryStatistics();
    for (JsonNode segment : segments) {
      double start = segment.path("start_time").asDouble();
      times.accept(start);
      times.accept(segment.path("end_time").asDouble(start));
    }
    return times.getMax() - times.getMin();
  }
}
