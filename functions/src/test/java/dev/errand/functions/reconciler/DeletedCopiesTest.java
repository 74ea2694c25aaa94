package dev.errand.functions.reconciler;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.Receiver;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestDispatcher;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A deleted report's copies in events and in deliveries to webhooks. */
class DeletedCopiesTest {

  private static final String REPORT = "monday";
  private static final String OTHER_REPORT = "tuesday";

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 10);
  private final StatusRecorder statusRecorder = api.statusRecorder(id -> Optional.empty());
  private final LocalEventBus bus = LocalEventBus.start();
  private final Receiver receiver = Receiver.start();
  private final Receiver failing = Receiver.answering(() -> 500);
  private final TestDispatcher dispatcher = new TestDispatcher(table, bus, clock);

  @AfterEach
  void close() {
    failing.close();
    receiver.close();
    bus.close();
  }

  @Test
  void deliveriesAreDeletedWhateverBecameOfThem() {
    webhook(receiver);
    webhook(failing);
    ReportId id = ended(REPORT);
    ended(OTHER_REPORT);
    dispatchLater();
    int sent = failing.messages().size();
    assertThat(deliveries(REPORT)).hasSize(4);

    assertThat(delete(id).status()).isEqualTo(204);

    assertThat(copies(REPORT)).isEmpty();
    assertThat(deliveries(OTHER_REPORT)).hasSize(4);
    clock.advance(Duration.ofDays(1));
    dispatcher.sweep();
    assertThat(failing.messages().subList(sent, failing.messages().size()))
        .isNotEmpty()
        .noneMatch(message -> message.body().contains(REPORT));
  }

  @Test
  void deliveriesToAWebhookThatItsClientDeletedBeforeAreDeletedToo() {
    String webhook = webhook(receiver);
    ReportId id = ended(REPORT);
    dispatchLater();
    assertThat(send(Call.of("DELETE", webhook)).status()).isEqualTo(204);
    assertThat(deliveries(REPORT)).hasSize(2);

    delete(id);

    assertThat(copies(REPORT)).isEmpty();
  }

  @Test
  void theEventsOfEveryAttemptAreDeletedThoughNobodyHandedThemOn() {
    ReportId id = ended(REPORT);
    send(Call.post("/v1/reports/" + id + "/retry"));
    stepFunctions.end(new Attempt(id, 2), ExecutionStatus.TIMED_OUT);
    stepFunctions.events().forEach(statusRecorder::record);
    send(Call.post("/v1/reports/" + id + "/retry"));
    send(Call.post("/v1/reports/" + id + "/cancel"));
    stepFunctions.events().forEach(statusRecorder::record);
    assertThat(outbox(REPORT)).hasSize(5);

    delete(id);

    assertThat(copies(REPORT)).isEmpty();
  }

  @Test
  void anEventThatIsDispatchedDuringTheDeletionLeavesNoDelivery() {
    webhook("{\"url\": \"%s\", \"events\": [\"report.failed\"]}".formatted(receiver.url()));
    ReportId id = ended(REPORT);
    TestDispatcher slow =
        dispatcherThat(request -> request instanceof PutItemRequest, () -> delete(id));

    clock.advance(TestDispatcher.grace());
    slow.sweep();

    assertThat(send(Call.get("/v1/reports/" + id)).status()).isEqualTo(410);
    assertThat(copies(REPORT)).isEmpty();
    assertThat(receiver.messages()).isEmpty();
    assertThat(bus.events())
        .extracting(event -> event.path("detail-type").asText())
        .doesNotContain("report.failed");
  }

  @Test
  void aWebhookThatIsMadeDuringTheDeletionGetsNothing() {
    ReportId id = ended(REPORT);
    TestDispatcher slow =
        dispatcherThat(
            request -> request instanceof QueryRequest query && query.indexName() == null,
            () -> {
              delete(id);
              webhook(receiver);
            });

    clock.advance(TestDispatcher.grace());
    slow.sweep();

    assertThat(copies(REPORT)).isEmpty();
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void aDeletionThatComesAfterTheCheckFindsTheDeliveries() {
    webhook(receiver);
    ReportId id = ended(REPORT);
    AtomicBoolean checked = new AtomicBoolean();
    TestDispatcher slow =
        dispatcherThat(
            request -> checked.getAndSet(checked.get() || isCheck(request)), () -> delete(id));

    clock.advance(TestDispatcher.grace());
    slow.sweep();

    assertThat(send(Call.get("/v1/reports/" + id)).status()).isEqualTo(410);
    assertThat(copies(REPORT)).isEmpty();
  }

  @Test
  void whatADeletionHasLeftIsDeletedByTheNextCallAndByTheReconciler() {
    webhook(receiver);
    webhook(failing);
    List<ReportId> ids = List.of(ended(REPORT), ended(OTHER_REPORT));
    dispatchLater();
    ids.forEach(this::deleteAndDie);
    assertThat(copies(REPORT)).isNotEmpty();
    assertThat(copies(OTHER_REPORT)).isNotEmpty();

    assertThat(delete(ids.get(0)).status()).isEqualTo(204);
    assertThat(copies(REPORT)).isEmpty();

    clock.advance(Duration.ofMinutes(61));
    new TestReconciler(table.dynamoDb(), table.name(), stepFunctions, stepFunctions, statusRecorder)
        .run(clock.instant());
    assertThat(copies(OTHER_REPORT)).isEmpty();
  }

  private void deleteAndDie(ReportId id) {
    Report report = api.reports().find(id).orElseThrow().report();
    Report deleted = report.deleted(clock.instant());
    api.reports().delete(report, deleted, deleted.requestedBy("s"));
  }

  /** A dispatcher that has something happen before its first request of a kind. */
  private TestDispatcher dispatcherThat(Predicate<SdkRequest> kind, Runnable before) {
    AtomicBoolean done = new AtomicBoolean();
    ExecutionInterceptor interceptor =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!done.get() && kind.test(context.request()) && !done.getAndSet(true)) {
              before.run();
            }
          }
        };
    return new TestDispatcher(
        new TestTable(table.watchedBy(interceptor), table.name(), table.endpoint()),
        bus,
        clock,
        Map.of());
  }

  private static boolean isCheck(SdkRequest request) {
    return request instanceof GetItemRequest get && get.key().get("pk").s().startsWith("REPORT#");
  }

  private void dispatchLater() {
    clock.advance(TestDispatcher.grace());
    dispatcher.sweep();
    assertThat(outbox(REPORT)).isEmpty();
  }

  private String webhook(Receiver target) {
    return webhook("{\"url\": \"%s\"}".formatted(target.url()));
  }

  private String webhook(String body) {
    return send(Call.post("/v1/webhooks").json(body)).header("Location").orElseThrow();
  }

  private ReportId ended(String name) {
    ReportId id = new ReportId(api.send(post(CLIENT, name, name)).at("/id"));
    clock.advance(Duration.ofSeconds(1));
    stepFunctions.end(Attempt.first(id), ExecutionStatus.FAILED);
    stepFunctions.events().forEach(statusRecorder::record);
    return id;
  }

  private Answer delete(ReportId id) {
    return send(Call.of("DELETE", "/v1/reports/" + id));
  }

  private Answer send(Call call) {
    return api.send(call.as(CLIENT, READ_WRITE));
  }

  private List<String> deliveries(String name) {
    return copies(name).stream().filter(item -> item.contains("DELIVERY#")).toList();
  }

  private List<String> outbox(String name) {
    return copies(name).stream().filter(item -> item.contains("OUTBOX#")).toList();
  }

  /** The keys of all items of events that hold the report with this name. */
  private List<String> copies(String name) {
    return table.items().stream()
        .filter(item -> item.get("pk").s().matches("(OUTBOX|WEBHOOK)#.*"))
        .filter(item -> item.toString().contains(name))
        .map(item -> item.get("pk").s() + " " + item.get("sk").s())
        .toList();
  }
}
