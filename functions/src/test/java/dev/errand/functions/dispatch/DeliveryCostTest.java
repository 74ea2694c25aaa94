package dev.errand.functions.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.Receiver;
import dev.errand.functions.testing.SteadyClock;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestDispatcher;
import dev.errand.functions.testing.TestTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The units of the table in docs/cost.md, as the table counts them. */
class DeliveryCostTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");

  /** Asks for the consumed units with each call, and adds them up. */
  private static final class Meter implements ExecutionInterceptor {
    final AtomicLong writes = new AtomicLong();
    final AtomicLong halfReads = new AtomicLong();

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes unused) {
      SdkRequest request = context.request();
      if (request instanceof PutItemRequest put) {
        return put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      }
      if (request instanceof DeleteItemRequest delete) {
        return delete.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      }
      if (request instanceof GetItemRequest get) {
        return get.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      }
      return request instanceof QueryRequest query
          ? query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build()
          : request;
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes unused) {
      Object response = context.response();
      if (response instanceof PutItemResponse put) {
        writes.addAndGet(put.consumedCapacity().capacityUnits().longValue());
      } else if (response instanceof DeleteItemResponse delete) {
        writes.addAndGet(delete.consumedCapacity().capacityUnits().longValue());
      } else if (response instanceof GetItemResponse get) {
        halfReads.addAndGet((long) (2 * get.consumedCapacity().capacityUnits()));
      } else if (response instanceof QueryResponse query) {
        halfReads.addAndGet((long) (2 * query.consumedCapacity().capacityUnits()));
      } else if (response instanceof UpdateItemResponse) {
        // the webhook's failures: 1 unit, and none of an index
        writes.incrementAndGet();
      } else {
        throw new AssertionError("not counted: " + response.getClass());
      }
    }
  }

  @Test
  void aDeliveryThatSucceedsAtOnceTakesAsManyUnitsAsThePageSays() throws Exception {
    TestTable table = TestTable.create();
    Meter meter = new Meter();
    TestTable metered = new TestTable(table.watchedBy(meter), table.name(), table.endpoint());
    try (LocalEventBus bus = LocalEventBus.start();
        Receiver receiver = Receiver.start()) {
      new TestApi(table, new StepFunctionsModel(new TestClock()), Clock.systemUTC(), 2)
          .send(
              Call.post("/v1/webhooks")
                  .json("{\"url\": \"%s\"}".formatted(receiver.url()))
                  .as(CLIENT, "reports:write"));
      Report report =
          new TestDispatcher(table, bus, Clock.systemUTC())
              .ended(CLIENT, ExecutionStatus.SUCCEEDED, Instant.now());
      new TestDispatcher(metered, bus, Clock.systemUTC(), Map.of()).dispatch(report);

      assertThat(receiver.messages()).hasSize(1);
      assertThat(
              "%d writes and %.1f reads".formatted(meter.writes.get(), meter.halfReads.get() / 2.0))
          .isEqualTo("10 writes and 3.0 reads");
    }
  }

  @Test
  void aFurtherTryThatFailsTakesAsManyWritesAsThePageSays() throws Exception {
    TestTable table = TestTable.create();
    Meter meter = new Meter();
    TestTable metered = new TestTable(table.watchedBy(meter), table.name(), table.endpoint());
    SteadyClock clock = new SteadyClock(Instant.now());
    try (LocalEventBus bus = LocalEventBus.start();
        Receiver receiver = Receiver.answering(() -> 500)) {
      new TestApi(table, new StepFunctionsModel(new TestClock()), clock, 2)
          .send(
              Call.post("/v1/webhooks")
                  .json("{\"url\": \"%s\"}".formatted(receiver.url()))
                  .as(CLIENT, "reports:write"));
      TestDispatcher dispatcher = new TestDispatcher(table, bus, clock);
      dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));
      clock.advance(Duration.ofMinutes(2));
      new TestDispatcher(metered, bus, clock, Map.of()).sweep();

      assertThat(receiver.messages()).hasSize(2);
      assertThat(meter.writes).hasValue(13);
    }
  }
}
