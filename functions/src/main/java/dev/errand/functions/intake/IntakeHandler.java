package dev.errand.functions.intake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.core.Attempt;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportTypes;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.StepFunctionsExecutions;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Routes;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.Samples;
import dev.errand.functions.store.KeyStore;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.tasklimit.TaskScheduler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Validates a report request, stores it and starts its execution. */
public final class IntakeHandler implements RequestStreamHandler {

  private final Routes routes;

  public IntakeHandler() {
    this(
        Environment.ofProcess(),
        Clients.dynamoDb(),
        new StepFunctionsExecutions(
            Clients.stepFunctions(), Environment.ofProcess().stateMachineArn()),
        Clock.systemUTC());
  }

  /** A function made of these parts. */
  public IntakeHandler(
      Environment environment, DynamoDbClient dynamoDb, Executions executions, Clock clock) {
    ClaimMapping shape = ClaimMapping.of(environment);
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    TaskScheduler scheduler =
        new TaskScheduler(reports, queue, executions, environment.taskLimit(), clock);
    Intake intake =
        new Intake(
            reports,
            new KeyStore(dynamoDb, environment.tableName()),
            scheduler,
            environment.retention(),
            environment.taskLimit(),
            environment.maxActiveReportsPerClient(),
            clock);
    this.routes =
        new Routes(
            shape,
            Map.of(
                "POST /v1/reports",
                new PostReport(intake, new RequestParser(ReportTypes.onClassPath()))));
    Priming.with(
        () ->
            handleRequest(
                Samples.request(
                    shape.administrator(Samples.CLIENT_ID),
                    "POST",
                    "/v1/reports",
                    Map.of("validate_only", "true")),
                OutputStream.nullOutputStream(),
                new PrimingContext()),
        () -> reports.replace(Samples.report(), Samples.report(), Samples.transition()),
        queue::counted,
        () -> executions.start(Attempt.first(Samples.ID), Samples.NO_JSON));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }
}
