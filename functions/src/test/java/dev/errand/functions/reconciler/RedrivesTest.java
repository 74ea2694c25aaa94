package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A real table, and hours that pass at once. */
class RedrivesTest {

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
  private final StatusRecorder statusRecorder =
      new StatusRecorder(
          reports,
          (type, id) -> Optional.of(new Result(0, List.of())),
          Retention.days(90),
          TaskLimit.NONE);

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "TIMED_OUT", "ABORTED"})
  void aRedriveThatNobodyHeardOfIsRecorded(ExecutionStatus end) {
    Attempt attempt = ended(end);
    redriveUnheard(attempt);

    CheckCounts counts = passAnHour();

    assertThat(report(attempt).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(counts.metrics()).containsEntry("Repairs", 1L).containsEntry("RepairsRecorded", 1L);
    assertThat(reports.activeReports(Requests.CLIENT)).isZero();
    assertThat(watched()).isEmpty();
  }

  @Test
  void aRedriveInTheLastHourOfItsFourteenDaysIsFound() {
    Attempt attempt = ended(ExecutionStatus.FAILED);
    pass(Duration.ofDays(14).minusHours(1));
    redriveUnheard(attempt);
    assertThat(stepFunctions.describe(attempt).orElseThrow().redriveCount()).isEqualTo(1);

    pass(Duration.ofDays(14).dividedBy(10).plusHours(1));

    assertThat(report(attempt).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aReportIsAskedAboutEverLessOftenAndNoMoreOnceNobodyCanRedriveIt() {
    Attempt attempt = ended(ExecutionStatus.FAILED);
    List<Instant> looks = new ArrayList<>();
    Stream.generate(this::nextLook)
        .limit(100)
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .forEach(
            look -> {
              looks.add(look);
              run(look);
            });

    assertThat(looks).hasSizeBetween(40, 50);
    assertThat(looks.get(looks.size() - 1))
        .isBetween(
            report(attempt).state().updatedAt().plus(Duration.ofDays(15)),
            report(attempt).state().updatedAt().plus(Duration.ofDays(17)));
    assertThat(report(attempt).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void aRedriveThatFailedAgainIsCheckedAgain() {
    Attempt attempt = ended(ExecutionStatus.FAILED);
    pass(Duration.ofDays(10));
    stepFunctions.redrive(attempt);
    stepFunctions.end(attempt, ExecutionStatus.FAILED);
    pass(Duration.ofDays(10));
    redriveUnheard(attempt);

    pass(Duration.ofDays(2));

    assertThat(report(attempt).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(report(attempt).state().order().redriveCount()).isEqualTo(2);
  }

  @Test
  void aReportThatSucceededOrStillRunsIsNotChecked() {
    ended(ExecutionStatus.SUCCEEDED);
    started();
    stepFunctions.events().forEach(statusRecorder::record);

    assertThat(watched()).isEmpty();
  }

  @Test
  void theOldAttemptOfAReportWithANewOneIsNotChecked() {
    Attempt attempt = ended(ExecutionStatus.FAILED);
    Report failed = report(attempt);

    Report retried = failed.retried(clock.instant(), Retention.days(90), TaskLimit.NONE);
    reports.replace(
        failed, retried, retried.requestedBy("caller"), 10, Optional.empty(), clock.instant());

    assertThat(watched()).isEmpty();
  }

  private Attempt started() {
    Report report =
        Report.accepted(
            new ReportId(UlidCreator.getUlid().toString()),
            Submission.of(Requests.of(Requests.CLIENT, "monday")),
            clock.instant(),
            Retention.days(90));
    reports.accept(report, report.requestedBy("caller"), Optional.empty(), 10, clock.instant());
    stepFunctions.start(report.attempt(), report.submission().text());
    return report.attempt();
  }

  private Attempt ended(ExecutionStatus end) {
    Attempt attempt = started();
    stepFunctions.end(attempt, end);
    stepFunctions.events().forEach(statusRecorder::record);
    return attempt;
  }

  private void redriveUnheard(Attempt attempt) {
    stepFunctions.redrive(attempt);
    stepFunctions.end(attempt, ExecutionStatus.SUCCEEDED);
  }

  private Report report(Attempt attempt) {
    return reports.find(attempt.reportId()).orElseThrow().report();
  }

  private CheckCounts passAnHour() {
    clock.advance(Duration.ofHours(1));
    return run(clock.instant());
  }

  /** A run in every hour. */
  private void pass(Duration time) {
    for (long hours = time.toHours(); hours > 0; hours--) {
      passAnHour();
    }
  }

  private CheckCounts run(Instant now) {
    return new TestReconciler(
            table.dynamoDb(), table.name(), stepFunctions, stepFunctions, statusRecorder)
        .run(now);
  }

  private List<Map<String, AttributeValue>> watched() {
    return table.items().stream().filter(item -> item.containsKey("redrivable_shard")).toList();
  }

  private Optional<Instant> nextLook() {
    return watched().stream()
        .map(item -> Instant.parse(item.get("redrivable_look_at").s()))
        .findFirst();
  }
}
