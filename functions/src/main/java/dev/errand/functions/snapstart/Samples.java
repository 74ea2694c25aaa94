package dev.errand.functions.snapstart;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Submission;
import java.time.Instant;
import java.util.Map;

/** What priming calls are made with: a report that nobody asked for, and requests about it. */
public final class Samples {

  /** An id that no report has, as its time is 1970. */
  public static final ReportId ID = new ReportId("00000000000000000000000000");

  /** A client that does not exist. */
  public static final String CLIENT_ID = "00000000-0000-4000-8000-000000000000";

  /** A file that does not exist. */
  public static final Artifact ARTIFACT =
      new Artifact("report.csv", "reports/" + ID + "/report.csv", 0, "text/csv", "");

  /** An event about an execution of ours with a status that none has. */
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

  private static final Map<String, String> CLAIMS =
      Map.of("sub", CLIENT_ID, "client_id", CLIENT_ID, "scope", "reports:admin");

  private Samples() {}

  /** A report that is in no table. */
  public static Report report() {
    return Report.accepted(ID, Submission.of(REQUEST), Instant.EPOCH, Retention.days(1));
  }

  /**
   * A request as API Gateway hands it on, with the sample report's id and a valid report request.
   */
  public static APIGatewayV2HTTPEvent request(
      String method, String path, Map<String, String> query) {
    return APIGatewayV2HTTPEvent.builder()
        .withRouteKey(method + " " + path)
        .withRawPath(path.replace("{id}", ID.value()))
        .withPathParameters(Map.of("id", ID.value()))
        .withQueryStringParameters(query)
        .withHeaders(Map.of("content-type", "application/json"))
        .withBody(REQUEST)
        .withRequestContext(
            APIGatewayV2HTTPEvent.RequestContext.builder()
                .withAuthorizer(
                    Authorizer.builder()
                        .withJwt(Authorizer.JWT.builder().withClaims(CLAIMS).build())
                        .build())
                .withHttp(
                    APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod(method)
                        .withPath(path)
                        .build())
                .build())
        .build();
  }
}
