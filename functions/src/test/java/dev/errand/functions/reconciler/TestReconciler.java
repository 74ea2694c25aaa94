package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.DueReports;
import dev.errand.functions.store.EventCopies;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.TaskQueue;
import dev.errand.functions.task.Tasks;
import dev.errand.functions.tasklimit.TaskScheduler;
import dev.errand.functions.testing.TestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The reconciler over a table, at the times that a test wants. */
record TestReconciler(
    DynamoDbClient dynamoDb,
    String table,
    Executions executions,
    Tasks tasks,
    StatusRecorder statusRecorder,
    Consumer<Report> deletion,
    TaskLimit limit) {

  TestReconciler(
      DynamoDbClient dynamoDb,
      String table,
      Executions executions,
      Tasks tasks,
      StatusRecorder statusRecorder) {
    this(dynamoDb, table, executions, tasks, statusRecorder, deleted -> {}, TaskLimit.NONE);
  }

  private static final Duration QUIET = Duration.ofMinutes(5);

  /** Looks at everything once. */
  CheckCounts run(Instant now) {
    return run(now, new TestContext());
  }

  /** The same, as this invocation. */
  CheckCounts run(Instant now, TestContext context) {
    return run(now, context, () -> true);
  }

  /** Looks at as much as there is time for. */
  CheckCounts run(Instant now, BooleanSupplier time) {
    return run(now, new TestContext(), time);
  }

  private CheckCounts run(Instant now, TestContext context, BooleanSupplier time) {
    CheckCounts counts = new CheckCounts();
    Consumer<Report> copies = new EventCopies(dynamoDb, table)::delete;
    new Reconciler(
            new StrayTasks(
                tasks, new ReportStore(dynamoDb, table), executions, statusRecorder, QUIET),
            new QuietReports(DueReports.active(dynamoDb, table), executions, statusRecorder, QUIET),
            new Redrives(
                DueReports.redrivable(dynamoDb, table),
                executions,
                statusRecorder,
                copies.andThen(deletion)),
            new WaitingReports(
                new TaskScheduler(
                    new ReportStore(dynamoDb, table),
                    new TaskQueue(dynamoDb, table),
                    executions,
                    limit,
                    Clock.fixed(now, ZoneOffset.UTC))))
        .run(new Run(now, time, counts, Log.of(context)));
    return counts;
  }
}
