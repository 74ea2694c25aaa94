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
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class ReconcilerCostTest {

  /** Set it to 100000 to measure; the build asks for fewer. */
  private static final int FINISHED = Integer.getInteger("errand.finished-reports", 1000);

  private static final int ACTIVE = 10;
  private static final int FAILED = 10;

  /** Counts what DynamoDB is asked for. */
  private static final class CappedCounter implements ExecutionInterceptor {
    final AtomicInteger queries = new AtomicInteger();
    final AtomicInteger batches = new AtomicInteger();
    final AtomicInteger itemsRead = new AtomicInteger();
    final AtomicInteger updates = new AtomicInteger();
    final AtomicInteger others = new AtomicInteger();

    void reset() {
      Stream.of(queries, batches, itemsRead, updates, others).forEach(count -> count.set(0));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (context.response() instanceof QueryResponse answer) {
        queries.incrementAndGet();
        itemsRead.addAndGet(answer.scannedCount());
      } else if (context.response() instanceof BatchGetItemResponse answer) {
        batches.incrementAndGet();
        answer.responses().values().forEach(items -> itemsRead.addAndGet(items.size()));
      } else if (context.response() instanceof UpdateItemResponse) {
        updates.incrementAndGet();
      } else {
        others.incrementAndGet();
      }
    }
  }

  /** Counts what Step Functions is asked for. */
  private record Asked(Executions executions, AtomicInteger describes) implements Executions {
    @Override
    public void start(Attempt attempt, String input) {
      throw new AssertionError("nothing is to be started");
    }

    @Override
    public boolean stop(Attempt attempt) {
      throw new AssertionError("nothing is to be stopped");
    }

    @Override
    public Optional<Execution> describe(Attempt attempt) {
      describes.incrementAndGet();
      return executions.describe(attempt);
    }
  }

  @Test
  void readsTheActiveReportsAndThoseThatFailedWhenTheirTimeHasComeAndNothingOfTheOthers() {
    TestTable table = TestTable.create();
    TestClock clock = new TestClock();
    StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
    ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
    StatusRecorder statusRecorder =
        new StatusRecorder(
            reports,
            (type, id) -> Optional.of(new Result(0, List.of())),
            Retention.days(90),
            TaskLimit.NONE);
    fill(table);
    List<Attempt> active = start(ACTIVE, reports, stepFunctions, clock);
    start(FAILED, reports, stepFunctions, clock)
        .forEach(attempt -> stepFunctions.end(attempt, ExecutionStatus.FAILED));
    stepFunctions.events().forEach(statusRecorder::record);
    CappedCounter counter = new CappedCounter();
    Asked asked = new Asked(stepFunctions, new AtomicInteger());
    TestReconciler reconciler =
        new TestReconciler(
            table.watchedBy(counter), table.name(), asked, stepFunctions, statusRecorder);

    clock.advance(Duration.ofMinutes(ACTIVE));
    CheckCounts soon = reconciler.run(clock.instant());

    assertThat(soon.count(Repair.NONE)).isEqualTo(active.size());
    assertThat(counter.queries)
        .as("one a shard of both indexes, and two for what waits")
        .hasValue(2 * 4 + 2);
    assertThat(counter.batches).as("one a task").hasValue(ACTIVE);
    assertThat(counter.itemsRead).as("each by its task and as quiet").hasValue(2 * ACTIVE);
    assertThat(counter.updates).as("each looked at").hasValue(ACTIVE);
    assertThat(asked.describes).as("each looked at").hasValue(ACTIVE);
    assertThat(counter.others).hasValue(0);

    counter.reset();
    asked.describes().set(0);
    clock.advance(Duration.ofHours(1));
    reconciler.run(clock.instant());

    assertThat(counter.queries).hasValue(2 * 4 + 2);
    assertThat(counter.batches).hasValue(ACTIVE);
    assertThat(counter.itemsRead).as("those that failed as well").hasValue(2 * ACTIVE + FAILED);
    assertThat(counter.updates).hasValue(ACTIVE + FAILED);
    assertThat(asked.describes).hasValue(ACTIVE + FAILED);
    assertThat(counter.others).hasValue(0);
  }

  private static List<Attempt> start(
      int number, ReportStore reports, StepFunctionsModel stepFunctions, TestClock clock) {
    List<Attempt> started = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Report report = report(clock);
      reports.accept(
          report, report.requestedBy("caller"), Optional.empty(), ACTIVE + FAILED, clock.instant());
      stepFunctions.start(report.attempt(), report.submission().text());
      started.add(report.attempt());
    }
    return started;
  }

  private static Report report(TestClock clock) {
    return Report.accepted(
        new ReportId(UlidCreator.getUlid().toString()),
        Submission.of(Requests.of(Requests.CLIENT, "monday")),
        clock.instant(),
        Retention.days(90));
  }

  /** Reports that succeeded differ from the others in that they have no shard of an index. */
  private static void fill(TestTable table) {
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 0; i < FINISHED; i++) {
      String id = UlidCreator.getUlid().toString();
      Map<String, AttributeValue> item =
          Map.of(
              "pk", AttributeValue.fromS("REPORT#" + id),
              "sk", AttributeValue.fromS("STATUS"),
              "id", AttributeValue.fromS(id),
              "client_id", AttributeValue.fromS(Requests.OTHER.toString()),
              "created_at_id", AttributeValue.fromS("2026-01-01T00:00:00.000Z#" + id),
              "status", AttributeValue.fromS("SUCCEEDED"));
      batch.add(WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build());
      if (batch.size() == 25 || i == FINISHED - 1) {
        List<WriteRequest> full = List.copyOf(batch);
        table.dynamoDb().batchWriteItem(write -> write.requestItems(Map.of(table.name(), full)));
        batch.clear();
      }
    }
  }
}
