package dev.errand.functions.reconciler;

import dev.errand.core.ReportId;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.Watchlist;
import dev.errand.functions.task.Tasks;
import dev.errand.functions.testing.TestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The reconciler over a table, at the times that a test wants. */
record TestReconciler(
    DynamoDbClient dynamoDb,
    String table,
    Executions executions,
    Tasks tasks,
    StatusRecord statusRecord,
    Consumer<ReportId> erasure) {

  TestReconciler(
      DynamoDbClient dynamoDb,
      String table,
      Executions executions,
      Tasks tasks,
      StatusRecord statusRecord) {
    this(dynamoDb, table, executions, tasks, statusRecord, erased -> {});
  }

  private static final Duration QUIET = Duration.ofMinutes(5);

  /** Looks at everything once. */
  Findings run(Instant now) {
    return run(now, new TestContext());
  }

  /** The same, as this invocation. */
  Findings run(Instant now, TestContext context) {
    return run(now, context, () -> true);
  }

  /** Looks at as much as there is time for. */
  Findings run(Instant now, BooleanSupplier time) {
    return run(now, new TestContext(), time);
  }

  private Findings run(Instant now, TestContext context, BooleanSupplier time) {
    Findings findings = new Findings();
    new Reconciler(
            new StrayTasks(
                tasks, new ReportStore(dynamoDb, table), executions, statusRecord, QUIET),
            new QuietReports(Watchlist.active(dynamoDb, table), executions, statusRecord, QUIET),
            new Redrives(Watchlist.redrivable(dynamoDb, table), executions, statusRecord, erasure))
        .run(new Run(now, time, findings, Log.of(context)));
    return findings;
  }
}
