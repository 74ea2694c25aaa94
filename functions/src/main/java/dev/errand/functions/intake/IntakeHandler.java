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
import dev.errand.functions.snapstart.PrimingHttpClient;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.store.IdempotencyKeyStore;
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

  /** What Step Functions answers to {@code StartExecution}. */
  private static final String STARTED =
      """
      {"executionArn": "arn:aws:states:us-east-1:000000000000:execution:priming:priming", "startDate": 0.5}""";

  /** A client waits for the first answer after a restore: bench/functions measures it. */
  private static final int PRIMING_ROUNDS = 100;

  private final Routes routes;

  public IntakeHandler() {
    this(
        Environment.ofProcess(),
        Clients.dynamoDb(),
        new StepFunctionsExecutions(
            Clients.stepFunctions(), Environment.ofProcess().stateMachineArn()),
        Clock.systemUTC());
    Priming.register(PRIMING_ROUNDS, new AcceptedRequest(Environment.ofProcess()));
  }

  /** Creates the function from its parts. */
  public IntakeHandler(
      Environment environment, DynamoDbClient dynamoDb, Executions executions, Clock clock) {
    this.routes = routes(environment, dynamoDb, executions, clock);
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    Priming.register(
        PRIMING_ROUNDS,
        () ->
            handleRequest(
                request(environment, Map.of("validate_only", "true")),
                OutputStream.nullOutputStream(),
                PrimingContext.logged()),
        () ->
            reports.replace(
                SampleRequests.report(), SampleRequests.report(), SampleRequests.transition()),
        queue::counted,
        () -> executions.start(Attempt.first(SampleRequests.ID), SampleRequests.NO_JSON));
  }

  private static Routes routes(
      Environment environment, DynamoDbClient dynamoDb, Executions executions, Clock clock) {
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    TaskScheduler scheduler =
        new TaskScheduler(reports, queue, executions, environment.taskLimit(), clock);
    Intake intake =
        new Intake(
            reports,
            new IdempotencyKeyStore(dynamoDb, environment.tableName()),
            scheduler,
            environment.retention(),
            environment.taskLimit(),
            environment.maxActiveReportsPerClient(),
            clock);
    return new Routes(
        ClaimMapping.of(environment),
        Map.of(
            "POST /v1/reports",
            new PostReport(intake, new RequestParser(ReportTypes.onClassPath()))));
  }

  private static InputStream request(Environment environment, Map<String, String> query) {
    return SampleRequests.request(
        ClaimMapping.of(environment).administrator(SampleRequests.CLIENT_ID),
        "POST",
        "/v1/reports",
        query);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }

  /**
   * Takes the code path of a request that is accepted, which no service may see. Its parts are
   * created by the first call: without a snapshot nobody needs them.
   */
  private static final class AcceptedRequest implements Runnable {

    private final Environment environment;
    private Routes routes;

    AcceptedRequest(Environment environment) {
      this.environment = environment;
    }

    @Override
    public void run() {
      if (routes == null) {
        routes =
            routes(
                environment,
                Clients.dynamoDb(new PrimingHttpClient("{}")),
                new StepFunctionsExecutions(
                    Clients.stepFunctions(new PrimingHttpClient(STARTED)),
                    environment.stateMachineArn()),
                Clock.systemUTC());
      }
      routes.answer(
          request(environment, Map.of()), OutputStream.nullOutputStream(), PrimingContext.silent());
    }
  }
}
