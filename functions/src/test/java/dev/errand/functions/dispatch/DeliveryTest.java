package dev.errand.functions.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.Receiver;
import dev.errand.functions.testing.SteadyClock;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestDispatcher;
import dev.errand.functions.testing.TestTable;
import dev.errand.functions.webhook.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events from the change of a report to the endpoint, whatever is lost on the way. */
class DeliveryTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  private static final UUID OTHER = UUID.fromString("6b9a36ad-7f33-4ef5-9b5b-28d1ff1d1a52");

  private final SteadyClock clock = new SteadyClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final TestTable table = TestTable.create();
  private final LocalEventBus bus = LocalEventBus.start();
  private final TestApi api = new TestApi(table, new StepFunctionsModel(new TestClock()), clock, 2);
  private final TestDispatcher dispatcher = new TestDispatcher(table, bus, clock);
  private final Receiver receiver = Receiver.start();
  private final Receiver others = Receiver.start();
  private String secret;
  private String path;

  @BeforeEach
  void makeWebhooks() {
    Answer made = webhook(CLIENT, receiver);
    secret = made.at("/secret");
    path = made.header("Location").orElseThrow();
    webhook(OTHER, others);
  }

  @AfterEach
  void close() {
    receiver.close();
    others.close();
    bus.close();
  }

  private Answer webhook(UUID client, Receiver target) {
    return api.send(
        Call.post("/v1/webhooks")
            .json("{\"url\": \"%s\"}".formatted(target.url()))
            .as(client, "reports:read reports:write"));
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, report.started",
    "SUCCEEDED, report.succeeded",
    "FAILED, report.failed",
    "TIMED_OUT, report.timed_out"
  })
  void anEventIsSentAtOnceWithTheReportAndASignatureThatTheReferenceLibraryTakes(
      ExecutionStatus status, String type) {
    Report report = dispatcher.ended(CLIENT, status, clock.instant());

    dispatcher.dispatch(report);

    assertThat(receiver.messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.id()).isEqualTo(TestDispatcher.eventId(report));
              assertThat(message.isGenuine(secret)).isTrue();
              assertThat(message.json().path("type").asText()).isEqualTo(type);
              assertThat(message.json().path("timestamp").asText())
                  .isEqualTo(report.state().updatedAt().toString());
              assertThat(message.json().path("data")).isEqualTo(shown(report));
            });
    assertThat(others.messages()).isEmpty();
    assertThat(dispatcher.isInOutbox(report)).isFalse();
  }

  private JsonNode shown(Report report) {
    return api.send(Call.get("/v1/reports/" + report.id()).as(CLIENT, "reports:read")).json();
  }

  @Test
  void whatIsTamperedWithReplayedOrStaleIsRefusedByTheReferenceLibrary() {
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.FAILED, clock.instant()));
    Receiver.Message sent = receiver.messages().get(0);

    assertThat(
            new Receiver.Message("", sent.headers(), sent.body() + " ", clock.instant())
                .isGenuine(secret))
        .isFalse();
    assertThat(with(sent, "Webhook-id", "evt_01JDF3T7C4V5N6P7Q8R9S0T1V2").isGenuine(secret))
        .isFalse();
    String stale = Long.toString(clock.instant().minusSeconds(600).getEpochSecond());
    assertThat(with(sent, "Webhook-timestamp", stale).isGenuine(secret)).isFalse();
    assertThat(sent.isGenuine("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isFalse();
  }

  private static Receiver.Message with(Receiver.Message sent, String header, String value) {
    Map<String, List<String>> headers = new HashMap<>(sent.headers());
    headers.put(header, List.of(value));
    return new Receiver.Message(sent.id(), headers, sent.body(), sent.receivedAt());
  }

  @Test
  void anEventThatIsTooOldWhenItIsReplayedIsRefused() {
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.FAILED, clock.instant()));
    clock.advance(Duration.ofMinutes(-6));
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.FAILED, clock.instant()));

    assertThat(receiver.messages().get(0).isGenuine(secret)).isTrue();
    assertThat(receiver.messages().get(1).isGenuine(secret)).as("signed six minutes ago").isFalse();
  }

  @Test
  void anEventThatTheBusLostIsFoundAndPublishedAgain() {
    Report report = dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant());

    dispatcher.sweep();
    assertThat(receiver.messages()).as("left to the recorder").isEmpty();
    clock.advance(TestDispatcher.grace());
    dispatcher.sweep();
    dispatcher.sweep();

    assertThat(receiver.messages()).hasSize(1);
    assertThat(bus.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.path("detail-type").asText()).isEqualTo("report.succeeded");
              assertThat(event.at("/detail/id").asText()).isEqualTo(TestDispatcher.eventId(report));
              assertThat(event.at("/resources/0").asText()).endsWith("stateMachine:report");
            });
  }

  @Test
  void whileTheBusIsDownWebhooksAreSentTheEventAndItIsKeptForTheBus() {
    Report report = dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant());
    clock.advance(TestDispatcher.grace());
    bus.setBroken(true);
    dispatcher.sweep();
    assertThat(receiver.messages()).hasSize(1);
    assertThat(dispatcher.isInOutbox(report)).isTrue();

    bus.setBroken(false);
    dispatcher.sweep();

    assertThat(receiver.messages()).hasSize(1);
    assertThat(bus.events()).hasSize(1);
    assertThat(dispatcher.isInOutbox(report)).isFalse();
  }

  @Test
  void anEventThatComesTwiceIsSentOnce() {
    Report report = dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant());

    dispatcher.dispatch(report);
    dispatcher.dispatch(report);
    clock.advance(Duration.ofMinutes(5));
    dispatcher.sweep();

    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void aDispatcherThatWasKilledBetweenStoringAndSendingIsMadeUpFor() {
    Report report = dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant());
    TestDispatcher killed =
        new TestDispatcher(table, bus, clock, Map.of("WEBHOOK_HOSTS", "none.example.com"));
    receiver.answer(500);
    dispatcher.dispatch(report);
    assertThat(killed.deliveries(CLIENT)).hasSize(1);
    receiver.answer(204);
    clock.advance(Duration.ofSeconds(75));
    dispatcher.sweep();

    assertThat(receiver.messages()).extracting(Receiver.Message::id).hasSize(2);
    assertThat(receiver.messages())
        .extracting(Receiver.Message::id)
        .containsOnly(TestDispatcher.eventId(report));
    assertThat(dispatcher.deliveries(CLIENT).get(0).status()).isEqualTo(Delivery.Status.DELIVERED);
  }

  @Test
  void aFailingDeliveryIsTriedForMoreThanADayThenFoundAndReplayed() {
    receiver.answer(503);
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));
    Instant began = clock.instant();
    Instant last = began;
    while (delivery().status() == Delivery.Status.PENDING) {
      int before = receiver.messages().size();
      clock.advance(Duration.ofMinutes(10));
      dispatcher.sweep();
      last = receiver.messages().size() > before ? clock.instant() : last;
    }

    assertThat(delivery().status()).isEqualTo(Delivery.Status.FAILED);
    assertThat(Duration.between(began, last)).isGreaterThan(Duration.ofHours(24));
    assertThat(receiver.messages())
        .hasSize(8)
        .allMatch(m -> m.id().equals(receiver.messages().get(0).id()));
    receiver.answer(200);
    Answer again =
        api.send(
            Call.post(path + "/deliveries/" + delivery().eventId() + "/redeliver")
                .as(CLIENT, "reports:write"));
    assertThat(again.at("/status")).isEqualTo("DELIVERED");
    assertThat(again.at("/tries")).isEqualTo("9");
  }

  @Test
  void anEndpointThatAnswersGoneIsDisabledAndSaysSo() {
    receiver.answer(410);
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));

    assertThat(receiver.messages()).hasSize(1);
    Answer shown = api.send(Call.get(path).as(CLIENT, "reports:read"));
    assertThat(shown.at("/enabled")).isEqualTo("false");
    assertThat(shown.at("/disabled_reason")).contains("410");
    assertThat(delivery().status()).isEqualTo(Delivery.Status.FAILED);
  }

  @Test
  void anEndpointThatFailsForFiveDaysIsDisabledAndItsDeliveriesAreFailed() {
    receiver.answer(500);
    for (int day = 0; day < 6; day++) {
      dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));
      for (int part = 0; part < 6; part++) {
        clock.advance(Duration.ofHours(4));
        dispatcher.sweep();
      }
    }

    assertThat(dispatcher.webhook(CLIENT).isEnabled()).isFalse();
    assertThat(dispatcher.webhook(CLIENT).disabled().orElseThrow().reason().detail())
        .contains("five days");
    clock.advance(Duration.ofHours(20));
    dispatcher.sweep();
    assertThat(dispatcher.deliveries(CLIENT))
        .allMatch(each -> each.status() == Delivery.Status.FAILED);
    assertThat(dispatcher.webhook(OTHER).isEnabled()).isTrue();
  }

  @Test
  void aFailingEndpointIsPausedSoThatItsEventsCostLittleAndComeLater() {
    receiver.answer(500);
    for (int i = 0; i < 20; i++) {
      dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));
    }
    assertThat(receiver.messages()).hasSize(3);

    receiver.answer(204);
    for (int minute = 0; minute < 10; minute++) {
      clock.advance(Duration.ofMinutes(1));
      dispatcher.sweep();
    }

    assertThat(dispatcher.deliveries(CLIENT))
        .hasSize(20)
        .allMatch(each -> each.status() == Delivery.Status.DELIVERED);
    assertThat(dispatcher.webhook(CLIENT).health().failures()).isZero();
  }

  @Test
  void aWebhookGetsOnlyTheEventsThatItIsForAndNoneOnceItIsDeleted() {
    api.send(
        Call.of("PATCH", path)
            .json("{\"events\": [\"report.failed\"]}")
            .as(CLIENT, "reports:write"));
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.SUCCEEDED, clock.instant()));
    assertThat(receiver.messages()).isEmpty();
    receiver.answer(500);
    dispatcher.dispatch(dispatcher.ended(CLIENT, ExecutionStatus.FAILED, clock.instant()));
    assertThat(receiver.messages()).hasSize(1);

    api.send(Call.of("DELETE", path).as(CLIENT, "reports:write"));
    clock.advance(Duration.ofMinutes(5));
    dispatcher.sweep();

    assertThat(receiver.messages()).hasSize(1);
  }

  private Delivery delivery() {
    return dispatcher.deliveries(CLIENT).get(0);
  }
}
