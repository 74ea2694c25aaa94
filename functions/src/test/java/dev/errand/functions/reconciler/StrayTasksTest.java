package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.task.EcsTasks;
import dev.errand.functions.testing.LocalEcs;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestContext;
import dev.errand.functions.testing.TestTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Real tasks of the stage's ECS over its API, and a real table. */
class StrayTasksTest {

  private static final Duration QUIET = Duration.ofMinutes(5);

  @TempDir private Path folder;

  private final TestTable table = TestTable.create();
  private final ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(Clock.systemUTC());
  private final StatusRecorder statusRecorder =
      new StatusRecorder(
          reports,
          (type, id) -> Optional.of(new Result(0, List.of())),
          Retention.days(90),
          TaskLimit.NONE);
  private LocalEcs ecs;
  private EcsClient client;

  @BeforeEach
  void start() throws Exception {
    ecs = LocalEcs.start(folder);
    client = ecs.client();
  }

  @AfterEach
  void stop() {
    client.close();
    ecs.close();
  }

  @Test
  void aTaskOfAFinalReportIsStoppedAndTheTaskOfAnActiveOneRunsOn() throws Exception {
    Attempt finished = started();
    Attempt active = started();
    CompletableFuture<?> stray = ecs.run(finished);
    CompletableFuture<?> wanted = ecs.run(active);
    stepFunctions.end(finished, ExecutionStatus.FAILED);
    recordAllEvents();

    CheckCounts counts = lookAfter(QUIET.plusSeconds(1));

    await().until(stray::isDone);
    assertThat(wanted).isNotDone();
    assertThat(tasks().running()).extracting(task -> task.attempt()).containsExactly(active);
    assertThat(counts.count(Repair.TASK_STOPPED)).isEqualTo(1);
    assertThat(counts.metrics())
        .containsEntry("Repairs", 1L)
        .containsEntry("RepairsTaskStopped", 1L);
  }

  @Test
  void aTaskOfAnEarlierAttemptIsStopped() throws Exception {
    Attempt first = started();
    CompletableFuture<?> stray = ecs.run(first);
    stepFunctions.end(first, ExecutionStatus.FAILED);
    recordAllEvents();
    Report failed = report(first);
    Report retried = failed.retried(Instant.now(), Retention.days(90), TaskLimit.NONE);
    reports.replace(
        failed, retried, retried.requestedBy("caller"), 10, Optional.empty(), Instant.now());
    stepFunctions.start(retried.attempt(), retried.submission().text());
    recordAllEvents();

    lookAfter(QUIET.plusSeconds(1));

    await().until(stray::isDone);
    assertThat(report(first).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aRedriveBesideALaterAttemptIsStopped() throws Exception {
    Attempt first = started();
    stepFunctions.end(first, ExecutionStatus.FAILED);
    recordAllEvents();
    Report failed = report(first);
    Report retried = failed.retried(Instant.now(), Retention.days(90), TaskLimit.NONE);
    reports.replace(
        failed, retried, retried.requestedBy("caller"), 10, Optional.empty(), Instant.now());
    stepFunctions.start(retried.attempt(), retried.submission().text());
    stepFunctions.redrive(first);
    recordAllEvents();
    CompletableFuture<?> task = ecs.run(first);

    CheckCounts counts = lookAfter(QUIET.plusSeconds(1));

    assertThat(stepFunctions.describe(first).orElseThrow().status())
        .isEqualTo(ExecutionStatus.ABORTED);
    assertThat(task).as("Step Functions stops it with its execution").isNotDone();
    assertThat(counts.metrics()).containsEntry("RepairsStopped", 1L);
    assertThat(report(first).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void theTaskOfARedriveWithoutEventsRunsOnAndItsReportIsActive() throws Exception {
    Attempt attempt = started();
    stepFunctions.end(attempt, ExecutionStatus.FAILED);
    recordAllEvents();
    stepFunctions.redrive(attempt);
    CompletableFuture<?> task = ecs.run(attempt);

    CheckCounts counts = lookAfter(QUIET.plusSeconds(1));

    assertThat(report(attempt).status()).isEqualTo(Status.RUNNING);
    assertThat(reports.activeReports(Requests.CLIENT)).isEqualTo(1);
    assertThat(counts.metrics()).containsEntry("RepairsRecorded", 1L);
    assertThat(task).isNotDone();
  }

  @Test
  void anExecutionThatWasStartedByHandBecomesAReportWithoutItsEvents() throws Exception {
    Attempt byHand = Attempt.fromExecutionName("client-a-report");
    stepFunctions.start(byHand, Requests.of(Requests.CLIENT, "monday"));
    CompletableFuture<?> task = ecs.run(byHand);

    lookAfter(QUIET.plusSeconds(1));

    assertThat(report(byHand).status()).isEqualTo(Status.RUNNING);
    assertThat(task).isNotDone();
  }

  @Test
  void aTaskIsNotStoppedWhileItsStatusEventMayBeOnTheWay() throws Exception {
    Attempt attempt = started();
    CompletableFuture<?> task = ecs.run(attempt);
    stepFunctions.end(attempt, ExecutionStatus.FAILED);
    recordAllEvents();

    CheckCounts counts = lookAfter(Duration.ofSeconds(1));

    assertThat(counts.metrics()).containsEntry("Repairs", 0L);
    assertThat(task).isNotDone();
  }

  @Test
  void aTaskIsNotStoppedWhileStepFunctionsDoesNotAnswer() throws Exception {
    Attempt attempt = started();
    CompletableFuture<?> task = ecs.run(attempt);
    stepFunctions.end(attempt, ExecutionStatus.FAILED);
    recordAllEvents();
    stepFunctions.setUnavailable(true);

    CheckCounts counts = lookAfter(QUIET.plusSeconds(1));

    assertThat(counts.metrics()).containsEntry("RepairsFailed", 1L);
    assertThat(task).isNotDone();
  }

  private EcsTasks tasks() {
    return new EcsTasks(client, LocalEcs.CLUSTER);
  }

  private Attempt started() {
    Report report =
        Report.accepted(
            new ReportId(UlidCreator.getUlid().toString()),
            Submission.of(Requests.of(Requests.CLIENT, "monday")),
            Instant.now(),
            Retention.days(90));
    reports.accept(report, report.requestedBy("caller"), Optional.empty(), 10, Instant.now());
    stepFunctions.start(report.attempt(), report.submission().text());
    return report.attempt();
  }

  private void recordAllEvents() {
    stepFunctions.events().forEach(statusRecorder::record);
  }

  private Report report(Attempt attempt) {
    return reports.find(attempt.reportId()).orElseThrow().report();
  }

  /** Looks at the tasks so much later. */
  private CheckCounts lookAfter(Duration time) {
    CheckCounts counts = new CheckCounts();
    Run run = new Run(Instant.now().plus(time), () -> true, counts, Log.of(new TestContext()));
    Iterator<Check> checks =
        new StrayTasks(tasks(), reports, stepFunctions, statusRecorder, QUIET).checks(run);
    boolean more = true;
    while (more) {
      more = run.runNextCheck(checks);
    }
    return counts;
  }
}
