package dev.errand.functions.recorder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.FailureCode;
import dev.errand.core.type.ReportType;
import dev.errand.functions.artifacts.Manifests;
import dev.errand.functions.event.EventPublisher;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.execution.StepFunctionsExecutions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.Report;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.tasklimit.TaskScheduler;
import dev.errand.functions.webhook.ReportEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Records each status change of an execution.
 *
 * <p>It fails for what it cannot record, so that Lambda tries again and keeps the event in the
 * dead-letter queue in the end.
 */
public final class RecorderHandler implements RequestStreamHandler {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StatusRecorder statusRecorder;
  private final Consumer<Report> scheduler;
  private final Consumer<ReportEvent> publisher;

  public RecorderHandler() {
    this(Environment.ofProcess(), Clients.dynamoDb());
  }

  private RecorderHandler(Environment environment, DynamoDbClient dynamoDb) {
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    Manifests manifests = new Manifests(Clients.s3(), environment.bucketName());
    Executions executions =
        new StepFunctionsExecutions(Clients.stepFunctions(), environment.stateMachineArn());
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    this.statusRecorder =
        new StatusRecorder(
            reports, manifests::read, environment.retention(), environment.taskLimit());
    this.scheduler =
        new TaskScheduler(reports, queue, executions, environment.taskLimit(), Clock.systemUTC())
            ::startWaitingAfter;
    EventPublisher bus =
        new EventPublisher(
            Clients.eventBridge(), environment.eventBusName(), environment.stateMachineArn());
    this.publisher = bus::publish;
    Priming.register(
        this::primeReading,
        bus::prime,
        () -> reports.find(SampleRequests.ID),
        () ->
            reports.replace(
                SampleRequests.report(), SampleRequests.report(), SampleRequests.transition()),
        () -> manifests.read(ReportType.DEFAULT, SampleRequests.EXECUTION));
  }

  RecorderHandler(StatusRecorder statusRecorder) {
    this.statusRecorder = statusRecorder;
    this.scheduler = ended -> {};
    this.publisher = event -> {};
  }

  /** With a status that no execution can have, so that nothing is recorded. */
  private void primeReading() {
    try {
      handleRequest(
          new ByteArrayInputStream(SampleRequests.STATUS_CHANGE.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          PrimingContext.logged());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Log log = Log.of(context);
    JsonNode read = JSON.readTree(event);
    Optional<Execution> execution = new StatusChangeEvent(read).execution();
    if (execution.isEmpty()) {
      log.info("ignored a status that no execution of this state machine can have");
      return;
    }
    Recorded recorded = statusRecorder.record(execution.get());
    log.info(recorded.changed() ? "recorded" : "already recorded", recorded.report());
    if (recorded.changed() && isResultMissing(recorded.report())) {
      log.warn("the execution succeeded, and its manifest is not there", recorded.report());
    }
    if (recorded.changed()) {
      publish(recorded.report(), log);
    }
    admit(recorded.report(), log);
  }

  /** The event is stored with the status. If it is not published here, the dispatcher does that. */
  private void publish(Report report, Log log) {
    try {
      ReportEvent.of(report).ifPresent(publisher);
    } catch (SdkException | IllegalStateException e) {
      log.warn("could not publish the event", report, e);
    }
  }

  /**
   * The status is recorded already. If no waiting report is started here, the reconciler starts it.
   */
  private void admit(Report report, Log log) {
    try {
      scheduler.accept(report);
    } catch (SdkException | ExecutionsUnavailableException e) {
      log.warn("could not start the next waiting report", report, e);
    }
  }

  private static boolean isResultMissing(Report report) {
    return report
        .state()
        .failure()
        .filter(failure -> failure.code() == FailureCode.RESULT_MISSING)
        .isPresent();
  }
}
