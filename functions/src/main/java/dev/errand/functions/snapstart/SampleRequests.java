package dev.errand.functions.snapstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;
import dev.errand.core.type.ReportType;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TimelineEntry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** The inputs of priming calls: a made-up report, and requests about it. */
public final class SampleRequests {

  /** An id that no report has, as its time is 1970. */
  public static final ReportId ID = new ReportId("00000000000000000000000000");

  /** An execution that was never started. */
  public static final ExecutionId EXECUTION = new ExecutionId(Attempt.first(ID), Instant.EPOCH);

  /** A client that does not exist. */
  public static final String CLIENT_ID = "00000000-0000-4000-8000-000000000000";

  /** A file that does not exist. */
  public static final Artifact ARTIFACT =
      new Artifact(
          "report.csv", "reports/" + EXECUTION.folder() + "/report.csv", 0, "text/csv", "");

  /** An event about an execution of this state machine with a status that does not exist. */
  public static final String STATUS_CHANGE =
      """
      {"source": "aws.states", "detail-type": "Step Functions Execution Status Change",
       "detail": {"name": "%s-1", "status": "PRIMING", "startDate": 1, "stopDate": null,
       "input": "{}", "output": null, "error": null, "cause": null}}"""
          .formatted(ID);

  /** A task that no cluster has. */
  public static final String NO_TASK = "00000000000000000000000000000000";

  /** An input that Step Functions refuses. */
  public static final String NO_JSON = "no JSON";

  private static final String REQUEST =
      """
      {"filter": {"client_id": "%s",
       "start_date": "2021-01-01", "end_date": "2021-12-31", "status": "pending"}}"""
          .formatted(CLIENT_ID);

  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleRequests() {}

  /** A report that is in no table. */
  public static Report report() {
    return Report.accepted(ID, Submission.of(REQUEST), Instant.EPOCH, Retention.days(1));
  }

  /** A transition of it. */
  public static TimelineEntry transition() {
    return report().requestedBy(CLIENT_ID);
  }

  /**
   * A request as API Gateway hands it on, with each of its fields, the sample report's id and a
   * valid report request.
   *
   * @param claims of a token that may send it
   */
  public static InputStream request(
      Map<String, String> claims, String method, String path, Map<String, String> query) {
    String rawPath = path.replace("{id}", ID.value()).replace("{type}", ReportType.DEFAULT);
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", method + " " + path);
    event.put("rawPath", rawPath);
    event.put("rawQueryString", "");
    event
        .putObject("headers")
        .put("content-type", "application/json")
        .put("idempotency-key", "priming");
    event.set("queryStringParameters", JSON.valueToTree(query));
    event.putObject("pathParameters").put("id", ID.value()).put("type", ReportType.DEFAULT);
    ObjectNode context = event.putObject("requestContext");
    context
        .put("accountId", "")
        .put("apiId", "")
        .put("domainName", "")
        .put("domainPrefix", "")
        .put("requestId", "priming")
        .put("routeKey", method + " " + path)
        .put("stage", "$default")
        .put("time", "")
        .put("timeEpoch", 0L);
    context
        .putObject("http")
        .put("method", method)
        .put("path", rawPath)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "")
        .put("userAgent", "");
    ObjectNode token = context.putObject("authorizer").putObject("jwt");
    token.set("claims", JSON.valueToTree(claims));
    token.putArray("scopes").add("");
    event.put("body", REQUEST);
    event.put("isBase64Encoded", false);
    return new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8));
  }
}
