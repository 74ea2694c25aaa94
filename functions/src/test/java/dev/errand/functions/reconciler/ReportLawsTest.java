package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.ReportId;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.StatusOrder;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.Timeline;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.KillSwitch;
import dev.errand.functions.testing.KillableExecutions.Kill;
import dev.errand.functions.testing.KillableExecutions.Killed;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What holds for reports of two types side by side, whatever happens to them. */
class ReportLawsTest {

  private static final int CAP = 3;

  enum Deed {
    POST,
    CANCEL,
    RETRY,
    SUCCEED,
    FAIL,
    TIME_OUT,
    ABORT_BY_HAND,
    FAIL_BUT_NOT_ITS_TASK,
    REDRIVE,
    REDRIVE_TO_ITS_END,
    DELIVER,
    DELIVER_TWICE,
    RECONCILE
  }

  /** A step of one actor on the n-th possible target. The actor may be killed during it. */
  record Step(Deed deed, int which, Kill kill, int callsBefore) {
    Step(Deed deed, int which) {
      this(deed, which, Kill.NEVER, 0);
    }
  }

  /** A client asked to cancel, and that was stored while the report stood so. */
  private record CancelRequest(Report report) {
    boolean isFor(Execution aborted) {
      StatusOrder order = report.state().order();
      return aborted.attempt().equals(report.attempt())
          && aborted.redriveCount() >= order.redriveCount()
          && (aborted.redriveCount() == order.redriveCount()
              || !aborted
                  .redrivenAt()
                  .orElseThrow()
                  .isAfter(report.state().cancelRequestedAt().orElseThrow()));
    }
  }

  /** An entry of a timeline, without what it is stored under. */
  private record Transition(ReportId id, int attempt, int redriveCount, Status status, Instant at) {
    static Transition of(Report report) {
      return new Transition(
          report.id(),
          report.attempt().number(),
          report.state().order().redriveCount(),
          report.status(),
          report.state().updatedAt());
    }

    static Transition of(Execution execution, Status status) {
      return new Transition(
          execution.attempt().reportId(),
          execution.attempt().number(),
          execution.redriveCount(),
          status,
          execution.at());
    }

    static Transition of(ReportId id, TimelineEntry entry) {
      return new Transition(
          id, entry.order().attempt(), entry.order().redriveCount(), entry.status(), entry.at());
    }
  }

  /** The whole system, one table of its own. */
  private static final class World {
    final TestTable table = TestTable.create();
    final TestClock clock = new TestClock();
    final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
    final KillSwitch killSwitch = new KillSwitch();
    final DynamoDbClient dynamoDb = killSwitch.around(DynamoDbClient.class, table.dynamoDb());
    final Executions executions = killSwitch.around(Executions.class, stepFunctions);
    final Tasks tasks = killSwitch.around(Tasks.class, stepFunctions);
    final TestApi api =
        new TestApi(
            new TestTable(dynamoDb, table.name(), table.endpoint()), executions, clock, CAP);
    final StatusRecorder statusRecorder =
        api.statusRecorder(id -> Optional.of(new Result(1, List.of())));
    final Map<String, String> reportByKey = new HashMap<>();
    final List<Transition> queued = new ArrayList<>();
    final List<CancelRequest> cancelRequests = new ArrayList<>();

    void act(Step step) {
      List<Report> before = reports();
      killSwitch.arm(step.kill(), step.callsBefore());
      try {
        switch (step.deed()) {
          case POST -> post(step.which() % 4);
          case CANCEL -> control(step.which(), "cancel");
          case RETRY -> control(step.which(), "retry");
          case SUCCEED -> end(step.which(), ExecutionStatus.SUCCEEDED);
          case FAIL -> end(step.which(), ExecutionStatus.FAILED);
          case TIME_OUT -> end(step.which(), ExecutionStatus.TIMED_OUT);
          case ABORT_BY_HAND -> end(step.which(), ExecutionStatus.ABORTED);
          case FAIL_BUT_NOT_ITS_TASK ->
              one(stepFunctions.executions(), step.which())
                  .ifPresent(
                      execution ->
                          stepFunctions.endButNotItsTask(
                              execution.attempt(), ExecutionStatus.FAILED));
          case REDRIVE ->
              one(stepFunctions.executions(), step.which())
                  .ifPresent(execution -> stepFunctions.redrive(execution.attempt()));
          case REDRIVE_TO_ITS_END ->
              one(stepFunctions.executions(), step.which())
                  .ifPresent(
                      execution -> {
                        stepFunctions.redrive(execution.attempt());
                        stepFunctions.end(execution.attempt(), ExecutionStatus.SUCCEEDED);
                      });
          case DELIVER ->
              one(stepFunctions.events(), step.which()).ifPresent(statusRecorder::record);
          case DELIVER_TWICE ->
              one(stepFunctions.events(), step.which())
                  .ifPresent(
                      event -> {
                        statusRecorder.record(event);
                        statusRecorder.record(event);
                      });
          case RECONCILE -> reconcile();
        }
      } catch (Killed killed) {
        // the others continue
      } finally {
        killSwitch.arm(Kill.NEVER, 0);
      }
      reports().stream().filter(report -> !before.contains(report)).forEach(this::recordRequest);
    }

    /** A change that a client requested, as opposed to one by an execution. */
    private void recordRequest(Report changed) {
      if (changed.status() == Status.QUEUED) {
        queued.add(Transition.of(changed));
      } else if (changed.status() == Status.CANCELLING
          && cancelRequests.stream().noneMatch(known -> sameWish(known.report(), changed))) {
        cancelRequests.add(new CancelRequest(changed));
      }
    }

    private static boolean sameWish(Report one, Report other) {
      return one.id().equals(other.id())
          && one.state().cancelRequestedAt().equals(other.state().cancelRequestedAt());
    }

    /** What the timelines must hold after every event, whatever came when. */
    List<Transition> expectedTransitions() {
      List<Transition> expected = new ArrayList<>(queued);
      cancelRequests.forEach(request -> expected.add(Transition.of(request.report())));
      for (Execution event : stepFunctions.events()) {
        expected.add(Transition.of(event, expectedStatus(event)));
      }
      return expected;
    }

    Status expectedStatus(Execution event) {
      return switch (event.status()) {
        case RUNNING -> Status.RUNNING;
        case SUCCEEDED -> Status.SUCCEEDED;
        case FAILED -> Status.FAILED;
        case TIMED_OUT -> Status.TIMED_OUT;
        case ABORTED ->
            cancelRequests.stream().anyMatch(request -> request.isFor(event))
                ? Status.CANCELLED
                : Status.FAILED;
      };
    }

    List<Transition> transitions() {
      Timeline timeline = new Timeline(table.dynamoDb(), table.name());
      return reports().stream()
          .flatMap(
              report ->
                  timeline.of(report.id()).stream().map(entry -> Transition.of(report.id(), entry)))
          .toList();
    }

    /** Requests of two types by turns. */
    private void post(int number) {
      String key = "key-" + number;
      Answer answer =
          api.send(
              Requests.postOf(
                  Requests.CLIENT,
                  key,
                  number % 2 == 0
                      ? Requests.of(Requests.CLIENT, "monday")
                      : Requests.invoices(Requests.CLIENT)));
      assertThat(answer.status()).isIn(202, 429);
      if (answer.status() == 202) {
        String id = answer.at("/id");
        assertThat(reportByKey.merge(key, id, (first, second) -> first)).isEqualTo(id);
      }
    }

    private void control(int which, String verb) {
      one(reports(), which)
          .ifPresent(
              report ->
                  assertThat(
                          api.send(
                                  Call.post("/v1/reports/" + report.id() + "/" + verb)
                                      .as(Requests.CLIENT, Requests.READ_WRITE))
                              .status())
                      .isIn(200, 202, 409, 429));
    }

    private void end(int which, ExecutionStatus status) {
      one(stepFunctions.executions(), which)
          .ifPresent(execution -> stepFunctions.end(execution.attempt(), status));
    }

    void reconcile() {
      clock.advance(Duration.ofMinutes(10));
      new TestReconciler(dynamoDb, table.name(), executions, tasks, statusRecorder)
          .run(clock.instant());
    }

    /** Runs of the reconciler, in as long as it takes to look at everything once more. */
    void settle() {
      for (int i = 0; i < 3; i++) {
        clock.advance(Duration.ofHours(2));
        reconcile();
      }
    }

    List<Report> reports() {
      return table.items().stream()
          .filter(item -> item.get("sk").s().equals("STATUS"))
          .map(item -> item.get("id").s())
          .sorted()
          .map(id -> api.reports().find(new ReportId(id)).orElseThrow().report())
          .toList();
    }

    private static <T> Optional<T> one(List<T> all, int which) {
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(which % all.size()));
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void reportsEndAsStepFunctionsSaysInAnyOrderOfEventsAndWithAnyOfThemLost(
      @ForAll("steps") List<Step> steps) {
    World world = new World();

    steps.forEach(world::act);
    world.settle();

    List<Report> reports = world.reports();
    assertThat(world.api.reports().activeReports(Requests.CLIENT))
        .as("the count of active reports")
        .isEqualTo((int) reports.stream().filter(Report::isActive).count());
    assertThat(reports.stream().map(report -> report.id().value()).collect(Collectors.toSet()))
        .as("reports, one for each key at most")
        .containsAll(Set.copyOf(world.reportByKey.values()))
        .hasSizeLessThanOrEqualTo(4);
    assertThat(reports)
        .allSatisfy(
            report ->
                assertThat(report.status())
                    .as("status of %s", report)
                    .isIn(allowed(world.stepFunctions.describe(report.attempt()).orElseThrow())));
    assertThat(world.stepFunctions.running())
        .as("tasks, one for each execution that runs")
        .extracting(Task::attempt)
        .containsExactlyInAnyOrderElementsOf(
            world.stepFunctions.executions().stream()
                .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
                .map(Execution::attempt)
                .toList());
  }

  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  void redrivesAreFoundThoughEveryEventOfThemIsLostAndTheyEndBeforeTheNextCheck(
      @ForAll("histories") List<Step> redrives) {
    World world = new World();
    world.act(new Step(Deed.POST, 0));
    world.act(new Step(Deed.FAIL, 0));
    world.stepFunctions.events().forEach(world.statusRecorder::record);

    redrives.forEach(world::act);
    world.settle();

    Report report = world.reports().get(0);
    Execution truth = world.stepFunctions.describe(report.attempt()).orElseThrow();
    assertThat(report.state().order()).isEqualTo(truth.order());
    assertThat(report.status()).isIn(allowed(truth));
  }

  private static Set<Status> allowed(Execution truth) {
    return switch (truth.status()) {
      case RUNNING -> Set.of(Status.RUNNING);
      case SUCCEEDED -> Set.of(Status.SUCCEEDED);
      case FAILED -> Set.of(Status.FAILED);
      case TIMED_OUT -> Set.of(Status.TIMED_OUT);
      case ABORTED -> Set.of(Status.FAILED, Status.CANCELLED);
    };
  }

  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  void everyOrderOfTheEventsWithAnyDuplicatesLeavesTheSameItems(
      @ForAll("histories") List<Step> history, @ForAll("shuffles") List<Integer> order) {
    World inOrder = new World();
    inOrder.act(new Step(Deed.POST, 0));
    history.forEach(inOrder::act);
    List<Execution> events = inOrder.stepFunctions.events();
    events.forEach(inOrder.statusRecorder::record);
    World shuffled = new World();
    ReportId id = inOrder.reports().get(0).id();
    Report accepted =
        Report.accepted(
            id,
            inOrder.reports().get(0).submission(),
            inOrder.reports().get(0).createdAt(),
            Retention.days(90));
    shuffled
        .api
        .reports()
        .accept(accepted, accepted.requestedBy("s"), Optional.empty(), CAP, accepted.createdAt());

    for (int which : order) {
      shuffled.statusRecorder.record(events.get(which % events.size()));
    }
    List<Execution> rest = new ArrayList<>(events);
    Collections.reverse(rest);
    rest.forEach(shuffled.statusRecorder::record);

    assertThat(shuffled.table.items())
        .filteredOn(item -> item.get("pk").s().startsWith("REPORT#"))
        .containsExactlyInAnyOrderElementsOf(
            inOrder.table.items().stream()
                .filter(item -> item.get("pk").s().startsWith("REPORT#"))
                .toList());
    assertThat(shuffled.api.reports().activeReports(Requests.CLIENT))
        .isEqualTo(inOrder.api.reports().activeReports(Requests.CLIENT));
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void whateverCameWhenAndWhateverWasKilledTheTimelinesHaveAllThatHappened(
      @ForAll("steps") List<Step> steps) {
    World world = new World();

    steps.forEach(world::act);
    List<Execution> late = new ArrayList<>(world.stepFunctions.events());
    Collections.reverse(late);
    late.forEach(world.statusRecorder::record);

    assertThat(world.transitions())
        .containsExactlyInAnyOrderElementsOf(world.expectedTransitions());
    assertThat(world.reports())
        .filteredOn(report -> report.status().isFinal())
        .allSatisfy(
            report ->
                assertThat(report.status())
                    .isEqualTo(
                        world.expectedStatus(
                            world.stepFunctions.describe(report.attempt()).orElseThrow())));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Deed.class),
            Arbitraries.integers().between(0, 11),
            Arbitraries.frequency(
                Tuple.of(4, Kill.NEVER),
                Tuple.of(1, Kill.BEFORE_THE_NEXT_CALL),
                Tuple.of(1, Kill.AFTER_THE_NEXT_CALL)),
            Arbitraries.integers().between(0, 9))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Arbitraries.of(
            Deed.FAIL, Deed.TIME_OUT, Deed.ABORT_BY_HAND, Deed.REDRIVE, Deed.REDRIVE, Deed.SUCCEED)
        .map(deed -> new Step(deed, 0))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Integer>> shuffles() {
    return Arbitraries.integers().between(0, 20).list().ofMaxSize(15);
  }
}
