package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Submission;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ActiveReports;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestContext;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class ReconcilerCostTest {

  /** Set it to 100000 to measure; the build asks for fewer. */
  private static final int FINISHED = Integer.getInteger("errand.finished-reports", 1000);

  private static final int ACTIVE = 10;

  /** Counts what DynamoDB is asked for. */
  private static final class Counter implements ExecutionInterceptor {
    final AtomicInteger queries = new AtomicInteger();
    final AtomicInteger itemsRead = new AtomicInteger();
    final AtomicInteger updates = new AtomicInteger();
    final AtomicInteger others = new AtomicInteger();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (context.response() instanceof QueryResponse answer) {
        queries.incrementAndGet();
        itemsRead.addAndGet(answer.scannedCount());
      } else if (context.response() instanceof UpdateItemResponse) {
        updates.incrementAndGet();
      } else {
        others.incrementAndGet();
      }
    }
  }

  @Test
  void readsTheActiveReportsAndNothingOfTheFinishedOnes() {
    TestTable table = TestTable.create();
    TestClock clock = new TestClock();
    StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
    ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
    StatusRecord statusRecord =
        new StatusRecord(reports, id -> Optional.of(new Result(0, List.of())), Retention.days(90));
    fill(table);
    for (int i = 0; i < ACTIVE; i++) {
      Report report = report(clock);
      reports.accept(report, Optional.empty(), ACTIVE, clock.instant());
      stepFunctions.start(report.attempt(), report.submission().text());
    }
    stepFunctions.events().forEach(statusRecord::record);
    clock.advance(Duration.ofMinutes(10));
    Counter counter = new Counter();

    DynamoDbClient watched = table.watchedBy(counter);
    Pace pace = new Pace(Duration.ZERO);
    Duration quiet = Duration.ofMinutes(5);
    Findings findings =
        new Reconciler(
                new StrayTasks(
                    stepFunctions,
                    new ReportStore(watched, table.name()),
                    stepFunctions,
                    statusRecord,
                    pace,
                    quiet,
                    clock),
                new QuietReports(
                    new ActiveReports(watched, table.name()),
                    stepFunctions,
                    statusRecord,
                    pace,
                    quiet,
                    clock))
            .run(() -> true, Log.of(new TestContext()));

    assertThat(findings.count(Repair.NONE)).isEqualTo(ACTIVE);
    assertThat(counter.queries).as("one a shard and one a task").hasValue(4 + ACTIVE);
    assertThat(counter.itemsRead).as("each by its task and as quiet").hasValue(2 * ACTIVE);
    assertThat(counter.updates).hasValue(ACTIVE);
    assertThat(counter.others).hasValue(0);
  }

  private static Report report(TestClock clock) {
    return Report.accepted(
        new ReportId(UlidCreator.getUlid().toString()),
        Submission.of(Requests.of(Requests.CLIENT, "monday")),
        clock.instant(),
        Retention.days(90));
  }

  /** Finished reports differ from the others in that they have no {@code active_shard}. */
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
