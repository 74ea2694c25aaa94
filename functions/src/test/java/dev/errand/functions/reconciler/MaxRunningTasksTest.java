package dev.errand.functions.reconciler;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.ReportId;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TaskSlot;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.tasklimit.TaskScheduler;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.KillSwitch;
import dev.errand.functions.testing.KillableExecutions.Kill;
import dev.errand.functions.testing.KillableExecutions.Killed;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The limit on tasks at once, over all clients. */
class MaxRunningTasksTest {

  private static final TaskLimit LIMIT = new TaskLimit(2);

  enum Deed {
    POST,
    POST_OF_ANOTHER,
    CANCEL,
    RETRY,
    SUCCEED,
    FAIL,
    DELIVER,
    DELIVER_TWICE,
    RECONCILE
  }

  /** A step of one actor on the n-th possible target. The actor may be killed during it. */
  record Step(Deed deed, int which, Kill kill, int callsBefore) {}

  /** The whole system, one table of its own. */
  private static final class World {
    final TestTable table = TestTable.create();
    final TestClock clock = new TestClock();
    final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
    final KillSwitch killSwitch = new KillSwitch();
    final DynamoDbClient dynamoDb = killSwitch.around(DynamoDbClient.class, table.dynamoDb());
    final Executions executions = killSwitch.around(Executions.class, stepFunctions);
    final TaskQueue queue = new TaskQueue(table.dynamoDb(), table.name());
    final Set<ReportId> accepted = new HashSet<>();
    final TaskLimit limit;
    final TestApi api;
    final StatusRecorder statusRecorder;
    final TaskScheduler scheduler;

    World(TaskLimit limit) {
      TestTable killable = new TestTable(dynamoDb, table.name(), table.endpoint());
      this.limit = limit;
      this.api = new TestApi(killable, executions, clock, 100, limit);
      this.statusRecorder = api.statusRecorder(id -> Optional.of(new Result(1, List.of())));
      this.scheduler =
          new TaskScheduler(
              new ReportStore(dynamoDb, table.name()),
              new TaskQueue(dynamoDb, table.name()),
              executions,
              limit,
              clock);
    }

    void act(Step step) {
      clock.advance(Duration.ofMillis(7));
      killSwitch.arm(step.kill(), step.callsBefore());
      try {
        switch (step.deed()) {
          case POST -> accept(CLIENT, step.which());
          case POST_OF_ANOTHER -> accept(OTHER, step.which());
          case CANCEL -> control(step.which(), "cancel");
          case RETRY -> control(step.which(), "retry");
          case SUCCEED -> end(step.which(), ExecutionStatus.SUCCEEDED);
          case FAIL -> end(step.which(), ExecutionStatus.FAILED);
          case DELIVER -> one(stepFunctions.events(), step.which()).ifPresent(this::deliver);
          case DELIVER_TWICE ->
              one(stepFunctions.events(), step.which())
                  .ifPresent(
                      event -> {
                        deliver(event);
                        deliver(event);
                      });
          case RECONCILE -> reconcile();
        }
      } catch (Killed killed) {
        // the others continue
      } finally {
        killSwitch.arm(Kill.NEVER, 0);
      }
    }

    /** As the recorder does. */
    void deliver(Execution event) {
      scheduler.startWaitingAfter(statusRecorder.record(event).report());
    }

    void deliverAll() {
      stepFunctions.events().forEach(this::deliver);
    }

    ReportId accept(UUID client, int which) {
      Answer answer = api.send(post(client, "key-" + which, "monday"));
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      ReportId id = new ReportId(answer.at("/id"));
      accepted.add(id);
      return id;
    }

    Answer control(ReportId id, String verb) {
      return api.send(Call.post("/v1/reports/" + id + "/" + verb).as(CLIENT, "reports:admin"));
    }

    private void control(int which, String verb) {
      one(reports(), which).ifPresent(report -> control(report.id(), verb));
    }

    private void end(int which, ExecutionStatus status) {
      one(running(), which).ifPresent(execution -> stepFunctions.end(execution.attempt(), status));
    }

    void endAll() {
      running().forEach(run -> stepFunctions.end(run.attempt(), ExecutionStatus.SUCCEEDED));
    }

    void reconcile() {
      reconcile(limit);
    }

    void reconcile(TaskLimit present) {
      clock.advance(Duration.ofMinutes(10));
      new TestReconciler(
              dynamoDb,
              table.name(),
              executions,
              stepFunctions,
              statusRecorder,
              deleted -> {},
              present)
          .run(clock.instant());
    }

    List<Execution> running() {
      return stepFunctions.executions().stream()
          .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
          .toList();
    }

    List<ReportId> runningReports() {
      return running().stream().map(run -> run.attempt().reportId()).toList();
    }

    List<Report> reports() {
      return table.items().stream()
          .filter(item -> item.get("sk").s().equals("STATUS"))
          .map(item -> report(new ReportId(item.get("id").s())))
          .sorted(Comparator.comparing(report -> report.id().value()))
          .toList();
    }

    /** Not through the client that kills. */
    Report report(ReportId id) {
      return new ReportStore(table.dynamoDb(), table.name()).find(id).orElseThrow().report();
    }

    List<Report> waiting() {
      return reports().stream().filter(Report::isWaiting).toList();
    }

    int counted() {
      return (int) reports().stream().filter(MaxRunningTasksTest::counts).count();
    }
  }

  private static boolean counts(Report report) {
    return report.state().slot() instanceof TaskSlot.Held;
  }

  private static Instant since(Report waiting) {
    return ((TaskSlot.Waiting) waiting.state().slot()).since();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void atMostTheLimitOfTasksRunsAndReportsStartInTheOrderOfTheirRequests(
      @ForAll("steps") List<Step> steps) {
    World world = new World(LIMIT);
    for (Step step : steps) {
      List<Report> before = world.waiting();

      world.act(step);

      assertThat(world.running()).hasSizeLessThanOrEqualTo(LIMIT.max());
      assertThat(world.queue.counted()).isEqualTo(world.counted());
      List<Report> passedOver = world.waiting().stream().filter(before::contains).toList();
      for (Report first : before) {
        if (counts(world.report(first.id()))) {
          assertThat(passedOver)
              .allSatisfy(other -> assertThat(since(other)).isAfterOrEqualTo(since(first)));
        }
      }
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void everyAcceptedReportStartsWhicheverFunctionsAreKilledAndEventsAreLost(
      @ForAll("steps") List<Step> steps) {
    World world = new World(LIMIT);
    steps.forEach(world::act);

    for (int round = 0; round == 0 || !world.running().isEmpty(); round++) {
      assertThat(round).as("rounds").isLessThan(30);
      world.endAll();
      world.reconcile();
      world.reconcile();
      assertThat(world.queue.counted())
          .isEqualTo(world.counted())
          .isEqualTo(world.running().size());
      if (!world.waiting().isEmpty()) {
        assertThat(world.running()).as("tasks while reports wait").hasSize(LIMIT.max());
      }
    }

    assertThat(world.waiting()).isEmpty();
    assertThat(world.queue.first()).isEmpty();
    assertThat(world.queue.counted()).isZero();
    assertThat(world.reports())
        .allSatisfy(report -> assertThat(report.status().isFinal()).as("%s", report).isTrue());
    assertThat(world.accepted)
        .map(world::report)
        .filteredOn(report -> report.status() != Status.CANCELLED)
        .allSatisfy(
            report ->
                assertThat(world.stepFunctions.describe(report.attempt()).orElseThrow().status())
                    .isNotEqualTo(ExecutionStatus.RUNNING));
    assertThat(world.api.reports().activeReports(CLIENT)).isZero();
  }

  @Test
  void reportsThatWaitHaveAPositionAndAreStartedInTurn() {
    World world = new World(new TaskLimit(1));
    ReportId first = world.accept(CLIENT, 1);
    world.clock.advance(Duration.ofSeconds(1));
    ReportId second = world.accept(OTHER, 2);
    world.clock.advance(Duration.ofSeconds(1));
    ReportId third = world.accept(CLIENT, 3);

    assertThat(position(world, first)).isEmpty();
    assertThat(position(world, second)).isEqualTo("1");
    assertThat(position(world, third)).isEqualTo("2");
    assertThat(world.runningReports()).containsExactly(first);
    world.endAll();
    world.deliverAll();

    assertThat(world.runningReports()).containsExactly(second);
    assertThat(position(world, third)).isEqualTo("1");
  }

  @Test
  void aReportThatWaitsIsCancelledAtOnceAndNeverStarted() {
    World world = new World(new TaskLimit(1));
    world.accept(CLIENT, 1);
    ReportId second = world.accept(CLIENT, 2);

    Answer answer = world.control(second, "cancel");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/status")).isEqualTo("CANCELLED");
    assertThat(world.stepFunctions.executions()).hasSize(1);
    assertThat(world.queue.first()).isEmpty();
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.control(second, "retry").status()).isEqualTo(202);
    assertThat(world.report(second).isWaiting()).isTrue();
    world.deliverAll();
    assertThat(
            world
                .api
                .send(Call.get("/v1/reports/" + second + "/events").as(CLIENT, READ_WRITE))
                .json()
                .at("/events"))
        .extracting(event -> event.path("status").asText())
        .containsExactly("QUEUED", "CANCELLED", "QUEUED");
  }

  @Test
  void manyAtOnceDoNotPassTheLimit() {
    World world = new World(new TaskLimit(3));

    IntStream.range(0, 12)
        .mapToObj(
            i ->
                CompletableFuture.runAsync(
                    () -> world.api.send(post(i % 2 == 0 ? CLIENT : OTHER, "key-" + i, "monday"))))
        .toList()
        .forEach(CompletableFuture::join);

    assertThat(world.running()).hasSize(3);
    assertThat(world.queue.counted()).isEqualTo(3);
    assertThat(world.waiting()).hasSize(9);
    world.endAll();
    world.stepFunctions.events().stream()
        .map(event -> CompletableFuture.runAsync(() -> world.deliver(event)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(world.running()).hasSize(3);
    assertThat(world.waiting()).hasSize(6);
  }

  @Test
  void aLimitThatIsTakenAwayLetsEverybodyRun() {
    World world = new World(new TaskLimit(1));
    for (int i = 0; i < 3; i++) {
      world.accept(CLIENT, i);
    }

    world.reconcile(TaskLimit.NONE);

    assertThat(world.running()).hasSize(3);
    assertThat(world.queue.first()).isEmpty();
    world.endAll();
    world.deliverAll();
    assertThat(world.queue.counted()).isZero();
  }

  @Test
  void aStartThatIsRefusedKeepsItsTurnAndIsMadeUpFor() {
    World world = new World(new TaskLimit(1));
    world.stepFunctions.setUnavailable(true);
    ReportId first = world.accept(CLIENT, 1);
    ReportId second = world.accept(CLIENT, 2);
    assertThat(world.queue.counted()).isEqualTo(1);

    world.stepFunctions.setUnavailable(false);
    world.reconcile();

    assertThat(world.runningReports()).containsExactly(first);
    assertThat(world.report(second).isWaiting()).isTrue();
  }

  /** An execution that is started or redriven by hand runs, and delays others. */
  @Test
  void aRedriveCountsAlthoughNobodyWaitsForIt() {
    World world = new World(new TaskLimit(1));
    ReportId first = world.accept(CLIENT, 1);
    world.stepFunctions.end(world.report(first).attempt(), ExecutionStatus.FAILED);
    world.deliverAll();
    world.stepFunctions.redrive(world.report(first).attempt());
    world.deliverAll();

    ReportId second = world.accept(CLIENT, 2);

    assertThat(world.queue.counted()).isEqualTo(1);
    assertThat(world.report(second).isWaiting()).isTrue();
    world.endAll();
    world.deliverAll();
    assertThat(world.runningReports()).containsExactly(second);
  }

  private static String position(World world, ReportId id) {
    return world
        .api
        .send(Call.get("/v1/reports/" + id).as(CLIENT, "reports:admin"))
        .json()
        .path("queue_position")
        .asText();
  }

  private static <T> Optional<T> one(List<T> all, int which) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(which % all.size()));
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
            Arbitraries.integers().between(0, 12))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(30);
  }
}
