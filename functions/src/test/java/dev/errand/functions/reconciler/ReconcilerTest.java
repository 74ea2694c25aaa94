package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestContext;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One thing that cannot be read leaves the others as they should be. */
class ReconcilerTest {

  /** So many that each shard has some before and some after the bad one. */
  private static final int REPORTS = 24;

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
  private final TestContext context = new TestContext();
  private final StatusRecorder statusRecorder =
      new StatusRecorder(
          reports,
          (type, id) -> Optional.of(new Result(0, List.of())),
          Retention.days(90),
          TaskLimit.NONE);

  /** Step Functions with one execution whose description cannot be read. */
  private record OneUnreadable(Executions executions, Attempt unreadable) implements Executions {
    @Override
    public void start(Attempt attempt, String input) {
      executions.start(attempt, input);
    }

    @Override
    public boolean stop(Attempt attempt) {
      return executions.stop(attempt);
    }

    @Override
    public Optional<Execution> describe(Attempt attempt) {
      if (attempt.equals(unreadable)) {
        throw new IllegalArgumentException("no status of ours");
      }
      return executions.describe(attempt);
    }
  }

  @Test
  void anActiveReportThatCannotBeReadHarmsNoOther() {
    List<Attempt> active = started();
    endUnheard(active);
    makeUnreadable(active.get(0));

    CheckCounts counts = lookAfter(stepFunctions);

    assertAllButTheFirstSucceeded(active, counts);
  }

  @Test
  void aFailedReportThatCannotBeReadHarmsNoOther() {
    List<Attempt> failed = failed();
    redriveUnheard(failed);
    makeUnreadable(failed.get(0));

    CheckCounts counts = lookAfter(stepFunctions);

    assertAllButTheFirstSucceeded(failed, counts);
  }

  @Test
  void anExecutionOfAnActiveReportThatCannotBeReadHarmsNoOther() {
    List<Attempt> active = started();
    endUnheard(active);

    CheckCounts counts = lookAfter(new OneUnreadable(stepFunctions, active.get(0)));

    assertThat(status(active.get(0))).isEqualTo(Status.RUNNING);
    assertAllButTheFirstSucceeded(active, counts);
  }

  @Test
  void anExecutionOfAFailedReportThatCannotBeReadHarmsNoOther() {
    List<Attempt> failed = failed();
    redriveUnheard(failed);

    CheckCounts counts = lookAfter(new OneUnreadable(stepFunctions, failed.get(0)));

    assertThat(status(failed.get(0))).isEqualTo(Status.FAILED);
    assertAllButTheFirstSucceeded(failed, counts);
  }

  private void assertAllButTheFirstSucceeded(List<Attempt> attempts, CheckCounts counts) {
    assertThat(attempts.subList(1, attempts.size()))
        .extracting(this::status)
        .containsOnly(Status.SUCCEEDED);
    assertThat(counts.metrics())
        .containsEntry("RepairsFailed", 1L)
        .containsEntry("RepairsRecorded", REPORTS - 1L);
    assertThat(context.log().lines().filter(line -> line.contains("\"ERROR\"")))
        .singleElement()
        .asString()
        .contains(
            "\"report_id\":\"" + attempts.get(0).reportId() + "\"",
            "\"attempt\":1",
            "\"client_id\":\"" + Requests.CLIENT + "\"");
  }

  private List<Attempt> started() {
    List<Attempt> attempts = Stream.generate(this::start).limit(REPORTS).toList();
    stepFunctions.events().forEach(statusRecorder::record);
    return attempts;
  }

  private Attempt start() {
    Report report =
        Report.accepted(
            new ReportId(UlidCreator.getUlid().toString()),
            Submission.of(Requests.of(Requests.CLIENT, "monday")),
            clock.instant(),
            Retention.days(90));
    reports.accept(
        report, report.requestedBy("caller"), Optional.empty(), REPORTS, clock.instant());
    stepFunctions.start(report.attempt(), report.submission().text());
    return report.attempt();
  }

  private List<Attempt> failed() {
    List<Attempt> attempts = started();
    attempts.forEach(attempt -> stepFunctions.end(attempt, ExecutionStatus.FAILED));
    stepFunctions.events().forEach(statusRecorder::record);
    return attempts;
  }

  private void endUnheard(List<Attempt> attempts) {
    attempts.forEach(attempt -> stepFunctions.end(attempt, ExecutionStatus.SUCCEEDED));
  }

  private void redriveUnheard(List<Attempt> attempts) {
    attempts.forEach(stepFunctions::redrive);
    endUnheard(attempts);
  }

  private void makeUnreadable(Attempt attempt) {
    table
        .dynamoDb()
        .updateItem(
            update ->
                update
                    .tableName(table.name())
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("REPORT#" + attempt.reportId()),
                            "sk", AttributeValue.fromS("STATUS")))
                    .updateExpression("REMOVE created_at"));
  }

  private Status status(Attempt attempt) {
    return reports.find(attempt.reportId()).orElseThrow().report().status();
  }

  private CheckCounts lookAfter(Executions executions) {
    clock.advance(Duration.ofHours(2));
    return new TestReconciler(
            table.dynamoDb(), table.name(), executions, stepFunctions, statusRecorder)
        .run(clock.instant(), context);
  }
}
