package dev.errand.functions.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.StepFunctionsExecutions;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Routes;
import dev.errand.functions.http.VisibleReports;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.store.IdempotencyKeyStore;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.tasklimit.TaskScheduler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Cancels and retries reports. */
public final class ControlHandler implements RequestStreamHandler {

  private final Routes routes;

  public ControlHandler() {
    this(
        Environment.ofProcess(),
        Clients.dynamoDb(),
        new StepFunctionsExecutions(
            Clients.stepFunctions(), Environment.ofProcess().stateMachineArn()),
        Clock.systemUTC());
  }

  /** Creates the function from its parts. */
  public ControlHandler(
      Environment environment, DynamoDbClient dynamoDb, Executions executions, Clock clock) {
    ClaimMapping claims = ClaimMapping.of(environment);
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    IdempotencyKeyStore keys = new IdempotencyKeyStore(dynamoDb, environment.tableName());
    VisibleReports visible = new VisibleReports(reports);
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    Control control =
        new Control(
            reports,
            keys,
            executions,
            new TaskScheduler(reports, queue, executions, environment.taskLimit(), clock),
            environment.retention(),
            environment.taskLimit(),
            environment.maxActiveReportsPerClient(),
            clock);
    this.routes =
        new Routes(
            claims,
            Map.of(
                "POST /v1/reports/{id}/cancel",
                new ControlReport("cancel", visible, control::cancel),
                "POST /v1/reports/{id}/retry",
                new ControlReport("retry", visible, control::retry)));
    Priming.register(
        () ->
            handleRequest(
                SampleRequests.request(
                    claims.administrator(SampleRequests.CLIENT_ID),
                    "POST",
                    "/v1/reports/{id}/cancel",
                    Map.of()),
                OutputStream.nullOutputStream(),
                PrimingContext.logged()),
        () ->
            reports.replace(
                SampleRequests.report(), SampleRequests.report(), SampleRequests.transition()),
        () -> keys.find(SampleRequests.CLIENT_ID, SampleRequests.ID.value(), Instant.EPOCH),
        () -> executions.stop(Attempt.first(SampleRequests.ID)),
        () -> executions.start(Attempt.first(SampleRequests.ID), SampleRequests.NO_JSON));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }
}
