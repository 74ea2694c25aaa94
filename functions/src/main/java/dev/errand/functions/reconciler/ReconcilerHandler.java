package dev.errand.functions.reconciler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.core.Attempt;
import dev.errand.core.type.ReportType;
import dev.errand.functions.artifacts.ArtifactDeletion;
import dev.errand.functions.artifacts.Manifests;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.StepFunctionsExecutions;
import dev.errand.functions.report.Report;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.runtime.Metrics;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.DueReports;
import dev.errand.functions.store.EventCopies;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.task.EcsTasks;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import dev.errand.functions.tasklimit.TaskScheduler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Repairs what was lost, on a schedule. The content of the event is ignored. */
public final class ReconcilerHandler implements RequestStreamHandler {

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(100);

  /** The part of the function's time that is reserved for the last check, even if a call hangs. */
  private static final Duration RESERVE = Clients.CALL.multipliedBy(3);

  private final Reconciler reconciler;
  private final Metrics metrics;

  public ReconcilerHandler() {
    this(Environment.ofProcess(), Clients.dynamoDb());
  }

  private ReconcilerHandler(Environment environment, DynamoDbClient dynamoDb) {
    DueReports active = DueReports.active(dynamoDb, environment.tableName());
    DueReports redrivable = DueReports.redrivable(dynamoDb, environment.tableName());
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    S3Client s3 = Clients.s3();
    Manifests manifests = new Manifests(s3, environment.bucketName());
    Consumer<Report> copies = new EventCopies(dynamoDb, environment.tableName())::delete;
    Consumer<Report> deletion =
        copies.andThen(new ArtifactDeletion(s3, environment.bucketName())::delete);
    Executions executions =
        new StepFunctionsExecutions(Clients.stepFunctions(), environment.stateMachineArn());
    Tasks tasks = new EcsTasks(Clients.ecs(), environment.clusterArn());
    StatusRecorder statusRecorder =
        new StatusRecorder(
            reports, manifests::read, environment.retention(), environment.taskLimit());
    Executions paced = new PacedExecutions(executions, new Pace(BETWEEN_CALLS, System::nanoTime));
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    Duration quiet = environment.quietPeriod();
    this.reconciler =
        new Reconciler(
            new StrayTasks(tasks, reports, paced, statusRecorder, quiet),
            new QuietReports(active, paced, statusRecorder, quiet),
            new Redrives(redrivable, paced, statusRecorder, deletion),
            new WaitingReports(
                new TaskScheduler(
                    reports, queue, executions, environment.taskLimit(), Clock.systemUTC())));
    this.metrics = new Metrics(environment.metricsNamespace());
    Attempt sample = Attempt.first(SampleRequests.ID);
    Priming.register(
        () ->
            handleRequest(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                PrimingContext.logged()),
        () -> tasks.running().limit(1).forEach(read -> {}),
        () -> tasks.stop(new Task(SampleRequests.NO_TASK, sample, Instant.EPOCH)),
        () -> active.dueBy(Instant.EPOCH).forEachRemaining(read -> {}),
        () ->
            active.reschedule(active.entry(SampleRequests.report(), Instant.EPOCH), Instant.EPOCH),
        () -> redrivable.dueBy(Instant.EPOCH).forEachRemaining(read -> {}),
        () -> redrivable.remove(redrivable.entry(SampleRequests.report(), Instant.EPOCH)),
        () -> executions.describe(sample),
        () -> executions.start(sample, SampleRequests.NO_JSON),
        () -> executions.stop(sample),
        queue::counted,
        queue::first,
        () -> reports.find(SampleRequests.ID),
        () ->
            reports.replace(
                SampleRequests.report(), SampleRequests.report(), SampleRequests.transition()),
        () -> manifests.read(ReportType.DEFAULT, SampleRequests.EXECUTION),
        () -> deletion.accept(SampleRequests.report()));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    Log log = Log.of(context);
    CheckCounts counts = new CheckCounts();
    reconciler.run(
        new Run(
            Instant.now(),
            () -> context.getRemainingTimeInMillis() > RESERVE.toMillis(),
            counts,
            log));
    metrics.publish(counts.metrics(), log);
  }
}
