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
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * Runs that have time for few looks only. Quiet reports and redrives take turns, so that of k looks
 * a run at least k/2, rounded down, go to each. Of n reports each is looked at within n/(k/2) + 1
 * runs.
 */
class FairnessTest {

  private static final Tasks NO_TASKS =
      new Tasks() {
        @Override
        public Stream<Task> running() {
          return Stream.empty();
        }

        @Override
        public void stop(Task task) {
          throw new AssertionError("there is none");
        }
      };

  /** Step Functions, which is asked about reports; some of them it says nothing about. */
  private static final class Asked implements Executions {
    final Executions executions;
    final Set<Attempt> unreadable;
    final Set<Attempt> asked = new HashSet<>();
    int looks;

    Asked(Executions executions, Set<Attempt> unreadable) {
      this.executions = executions;
      this.unreadable = unreadable;
    }

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
      looks++;
      asked.add(attempt);
      if (unreadable.contains(attempt)) {
        throw new IllegalArgumentException("no status of ours");
      }
      return executions.describe(attempt);
    }
  }

  /** The reconciler over a table of its own. */
  private static final class World {
    final TestClock clock = new TestClock();
    final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
    final TestTable table = TestTable.create();
    final ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
    final StatusRecorder statusRecorder =
        new StatusRecorder(
            reports,
            (type, id) -> Optional.of(new Result(0, List.of())),
            Retention.days(90),
            TaskLimit.NONE);

    void runs(Asked asked, int runs, int looks, Duration pause) {
      for (int i = 0; i < runs; i++) {
        clock.advance(pause);
        asked.looks = 0;
        new TestReconciler(table.dynamoDb(), table.name(), asked, NO_TASKS, statusRecorder)
            .run(clock.instant(), () -> asked.looks < looks);
      }
    }

    List<Attempt> started(int number) {
      return Stream.generate(this::start).limit(number).toList();
    }

    Attempt start() {
      Report report =
          Report.accepted(
              new ReportId(UlidCreator.getUlid().toString()),
              Submission.of(Requests.of(Requests.CLIENT, "monday")),
              clock.instant(),
              Retention.days(90));
      reports.accept(report, report.requestedBy("caller"), Optional.empty(), 1000, clock.instant());
      stepFunctions.start(report.attempt(), report.submission().text());
      return report.attempt();
    }
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void everyActiveReportIsCheckedWithinTheBound(
      @ForAll @IntRange(min = 1, max = 40) int active,
      @ForAll @IntRange(min = 0, max = 10) int unreadable,
      @ForAll @IntRange(min = 3, max = 40) int looks) {
    World world = new World();
    List<Attempt> attempts = world.started(active);
    Asked asked = new Asked(world.stepFunctions, some(attempts, unreadable));

    world.runs(asked, bound(active, looks), looks, Duration.ofMinutes(5));

    assertThat(asked.asked).containsAll(attempts);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void everyFailedReportIsCheckedWithinTheBoundHoweverManyAreActive(
      @ForAll @IntRange(min = 10, max = 30) int active,
      @ForAll @IntRange(min = 1, max = 15) int failed,
      @ForAll @IntRange(min = 0, max = 10) int unreadable,
      @ForAll @IntRange(min = 3, max = 20) int looks) {
    World world = new World();
    List<Attempt> attempts = world.started(failed);
    attempts.forEach(attempt -> world.stepFunctions.end(attempt, ExecutionStatus.FAILED));
    world.stepFunctions.events().forEach(world.statusRecorder::record);
    world.started(active);
    Asked asked = new Asked(world.stepFunctions, some(attempts, unreadable));

    world.clock.advance(Duration.ofHours(1));
    world.runs(asked, bound(failed, looks), looks, Duration.ofMinutes(5));

    assertThat(asked.asked).containsAll(attempts);
  }

  private static Set<Attempt> some(List<Attempt> attempts, int number) {
    return attempts.stream().limit(number).collect(Collectors.toSet());
  }

  private static int bound(int reports, int looks) {
    return reports / (looks / 2) + 1;
  }
}
