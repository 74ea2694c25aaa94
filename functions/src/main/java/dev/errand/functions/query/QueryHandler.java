package dev.errand.functions.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.core.Attempt;
import dev.errand.core.type.ReportTypes;
import dev.errand.functions.artifacts.Downloads;
import dev.errand.functions.execution.ExecutionHistories;
import dev.errand.functions.execution.StepFunctionsHistories;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Routes;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.store.PageTokenKey;
import dev.errand.functions.store.ReportList;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.store.Timeline;
import dev.errand.functions.tasklog.CloudWatchTaskLogs;
import dev.errand.functions.tasklog.TaskLogs;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Answers queries about reports. */
public final class QueryHandler implements RequestStreamHandler {

  private final Routes routes;

  public QueryHandler() {
    this(Environment.ofProcess());
  }

  private QueryHandler(Environment environment) {
    this(
        environment,
        Clients.dynamoDb(),
        new StepFunctionsHistories(Clients.stepFunctions(), environment.stateMachineArn()),
        new CloudWatchTaskLogs(Clients.logs(), environment.workerLogGroup()),
        Clients.presigner(),
        Clock.systemUTC());
  }

  /** Creates the function from its parts. */
  public QueryHandler(
      Environment environment,
      DynamoDbClient dynamoDb,
      ExecutionHistories histories,
      TaskLogs logs,
      S3Presigner presigner,
      Clock clock) {
    ClaimMapping claims = ClaimMapping.of(environment);
    ReportTypes types = ReportTypes.onClassPath();
    String table = environment.tableName();
    ReportStore store = new ReportStore(dynamoDb, table);
    VisibleReports reports = new VisibleReports(store);
    PageTokens tokens = new PageTokens(new PageTokenKey(dynamoDb, table));
    Downloads downloads = new Downloads(presigner, environment.bucketName());
    Contract contract = new Contract(environment.version(), claims);
    this.routes =
        new Routes(
            claims,
            Map.of(
                "GET /v1/reports/{id}",
                new GetReport(reports, new TaskQueue(dynamoDb, table), clock),
                "GET /v1/reports",
                new ListReports(new ReportList(dynamoDb, table), store, tokens),
                "GET /v1/reports/{id}/result",
                new GetResult(reports, downloads, clock),
                "GET /v1/reports/{id}/events",
                new GetEvents(reports, new Timeline(dynamoDb, table)),
                "GET /v1/reports/{id}/execution",
                new GetExecution(reports, histories),
                "GET /v1/reports/{id}/log",
                new GetLog(reports, histories, logs),
                "GET /v1/report-types",
                new ListReportTypes(types),
                "GET /v1/report-types/{type}",
                new GetReportType(types),
                "GET /v1/openapi.json",
                new GetContract(contract),
                "$default",
                new UnknownRoute(contract)));
    Priming.register(
        () -> prime(claims, "/v1/reports/{id}", Map.of()),
        () -> prime(claims, "/v1/reports", Map.of("client_id", SampleRequests.CLIENT_ID)),
        () -> prime(claims, "/v1/reports/{id}/events", Map.of()),
        () -> prime(claims, "/v1/report-types/{type}", Map.of()),
        () -> histories.of(Attempt.first(SampleRequests.ID), false),
        () -> downloads.of(SampleRequests.ARTIFACT, Instant.EPOCH, Instant.EPOCH.plusSeconds(60)));
  }

  private void prime(ClaimMapping claims, String path, Map<String, String> query) {
    handleRequest(
        SampleRequests.request(claims.administrator(SampleRequests.CLIENT_ID), "GET", path, query),
        OutputStream.nullOutputStream(),
        PrimingContext.logged());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }
}
