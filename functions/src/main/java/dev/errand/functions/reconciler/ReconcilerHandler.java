package dev.errand.functions.reconciler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.functions.artifacts.Manifests;
import dev.errand.functions.execution.StepFunctionsExecutions;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.runtime.Metrics;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ActiveReports;
import dev.errand.functions.store.ReportStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Repairs what was lost, on a schedule. What the event says does not matter. */
public final class ReconcilerHandler implements RequestStreamHandler {

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(100);

  /** What is kept of the function's time to finish in. */
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private final Reconciler reconciler;

  public ReconcilerHandler() {
    this(reconciler(Environment.ofProcess()));
  }

  ReconcilerHandler(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  private static Reconciler reconciler(Environment environment) {
    DynamoDbClient dynamoDb = Clients.dynamoDb();
    Manifests manifests = new Manifests(Clients.s3(), environment.bucketName());
    return new Reconciler(
        new ActiveReports(dynamoDb, environment.tableName()),
        new StepFunctionsExecutions(Clients.stepFunctions(), environment.stateMachineArn()),
        new StatusRecord(
            new ReportStore(dynamoDb, environment.tableName()),
            manifests::read,
            environment.retention()),
        new Pace(BETWEEN_CALLS),
        environment.quietPeriod(),
        Clock.systemUTC());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    Log log = Log.of(context);
    Findings findings =
        reconciler.run(() -> context.getRemainingTimeInMillis() > RESERVE.toMillis(), log);
    Metrics.publish(findings.metrics(), log);
  }
}
