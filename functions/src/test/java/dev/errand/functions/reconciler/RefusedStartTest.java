package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestContext;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Step Functions answers, but starts nothing: a lost permission, a deleted state machine. */
class RefusedStartTest {

  private static final int REPORTS = 3;

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final Executions refusing = new RefusingStarts(stepFunctions);
  private final TestApi api = new TestApi(table, refusing, clock, REPORTS);
  private final TestContext context = new TestContext();
  private final StatusRecorder statusRecorder =
      new StatusRecorder(
          api.reports(),
          (type, id) -> Optional.of(new Result(0, List.of())),
          Retention.days(90),
          TaskLimit.NONE);

  private record RefusingStarts(Executions executions) implements Executions {
    @Override
    public void start(Attempt attempt, String input) {
      throw new ExecutionsUnavailableException(
          "Step Functions did not start " + attempt.executionName(),
          new IllegalStateException("AccessDeniedException: states:StartExecution"));
    }

    @Override
    public boolean stop(Attempt attempt) {
      return executions.stop(attempt);
    }

    @Override
    public Optional<Execution> describe(Attempt attempt) {
      return executions.describe(attempt);
    }
  }

  @BeforeEach
  void post() {
    IntStream.range(0, REPORTS)
        .forEach(
            i ->
                assertThat(api.send(Requests.post(Requests.CLIENT, "key-" + i, "x")).status())
                    .isEqualTo(202));
  }

  @Test
  void theLogOfIntakeWarnsAndNamesTheCause() {
    assertThat(api.log().lines().filter(line -> line.contains("accepted, not started yet")))
        .hasSize(REPORTS)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "\"level\":\"WARN\"", "AccessDeniedException: states:StartExecution"));
  }

  @Test
  void everyRunCountsTheRefusalsAndTheAgeOfTheOldestQueuedReport() {
    for (int run = 1; run <= 3; run++) {
      clock.advance(Duration.ofMinutes(5));

      assertThat(lookAfter().metrics())
          .as("run %d", run)
          .containsEntry("RepairsFailed", (long) REPORTS)
          .containsEntry("ReportsChecked", (long) REPORTS)
          .containsEntry("Repairs", 0L)
          .hasEntrySatisfying(
              "OldestQueuedSeconds", atLeast -> assertThat(atLeast).isGreaterThanOrEqualTo(300L));
    }
  }

  private CheckCounts lookAfter() {
    return new TestReconciler(
            table.dynamoDb(), table.name(), refusing, stepFunctions, statusRecorder)
        .run(clock.instant(), context);
  }
}
