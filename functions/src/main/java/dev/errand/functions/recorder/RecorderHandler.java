package dev.errand.functions.recorder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.FailureCode;
import dev.errand.functions.admission.Admission;
import dev.errand.functions.artifacts.Manifests;
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
import dev.errand.functions.snapstart.Samples;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
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

  private final StatusRecord statusRecord;
  private final Consumer<Report> admission;

  public RecorderHandler() {
    this(Environment.ofProcess(), Clients.dynamoDb());
  }

  private RecorderHandler(Environment environment, DynamoDbClient dynamoDb) {
    ReportStore reports = new ReportStore(dynamoDb, environment.tableName());
    Manifests manifests = new Manifests(Clients.s3(), environment.bucketName());
    Executions executions =
        new StepFunctionsExecutions(Clients.stepFunctions(), environment.stateMachineArn());
    TaskQueue queue = new TaskQueue(dynamoDb, environment.tableName());
    this.statusRecord =
        new StatusRecord(
            reports, manifests::read, environment.retention(), environment.taskLimit());
    this.admission =
        new Admission(reports, queue, executions, environment.taskLimit(), Clock.systemUTC())
            ::admitAfter;
    Priming.with(
        this::primeReading,
        () -> reports.find(Samples.ID),
        () -> reports.replace(Samples.report(), Samples.report(), Samples.wish()),
        () -> manifests.read(Samples.EXECUTION));
  }

  RecorderHandler(StatusRecord statusRecord) {
    this.statusRecord = statusRecord;
    this.admission = ended -> {};
  }

  /** With a status that no execution can have, so that nothing is recorded. */
  private void primeReading() {
    try {
      handleRequest(
          new ByteArrayInputStream(Samples.STATUS_CHANGE.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          new PrimingContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Log log = Log.of(context);
    JsonNode read = JSON.readTree(event);
    Optional<Execution> news = new StatusChangeEvent(read).execution();
    if (news.isEmpty()) {
      log.info("left alone a status that no execution of ours can have");
      return;
    }
    Recorded recorded = statusRecord.record(news.get());
    log.info(recorded.changed() ? "recorded" : "knew already", recorded.report());
    if (recorded.changed() && isResultMissing(recorded.report())) {
      log.warn("the execution succeeded, and its manifest is not there", recorded.report());
    }
    admit(recorded.report(), log);
  }

  /**
   * The status is recorded: if nobody is started in the place of the report, the reconciler does.
   */
  private void admit(Report report, Log log) {
    try {
      admission.accept(report);
    } catch (SdkException | ExecutionsUnavailableException e) {
      log.warn("could not start what waits", report, e);
    }
  }

  private static boolean isResultMissing(Report report) {
    return report
        .standing()
        .failure()
        .filter(failure -> failure.code() == FailureCode.RESULT_MISSING)
        .isPresent();
  }
}
