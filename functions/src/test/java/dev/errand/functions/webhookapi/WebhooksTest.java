package dev.errand.functions.webhookapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Receiver;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API of webhooks over a real table; every answer is held to the contract. */
class WebhooksTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  private static final UUID OTHER = UUID.fromString("6b9a36ad-7f33-4ef5-9b5b-28d1ff1d1a52");
  private static final String READ_WRITE = "reports:read reports:write";

  private final TestTable table = TestTable.create();
  private final TestApi api =
      new TestApi(table, new StepFunctionsModel(new TestClock()), Clock.systemUTC(), 2);

  @Test
  void aSecretIsShownOnceAndLiesEncryptedInTheTable() {
    Answer made = post("{\"url\": \"https://hooks.example.com/a\"}");
    String secret = made.at("/secret");
    String path = made.header("Location").orElseThrow();

    assertThat(made.status()).isEqualTo(201);
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(send(Call.get(path)).body()).doesNotContain("secret");
    assertThat(send(Call.get("/v1/webhooks")).body()).doesNotContain("secret");
    assertThat(table.items().toString()).doesNotContain(secret, secret.substring(6));
    assertThat(api.log()).doesNotContain(secret, secret.substring(6));
  }

  @Test
  void aWebhookIsForAllEventsUnlessItNamesSome() {
    assertThat(post("{\"url\": \"https://hooks.example.com/a\"}").json().path("events"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "report.started",
            "report.succeeded",
            "report.failed",
            "report.timed_out",
            "report.cancelled");
    assertThat(
            post("{\"url\": \"https://hooks.example.com/b\", \"events\": [\"report.failed\"]}")
                .json()
                .path("events"))
        .extracting(JsonNode::asText)
        .containsExactly("report.failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /url",
        "{\"url\": 1} | /url",
        "{\"url\": \"http://hooks.example.com/\"} | /url",
        "{\"url\": \"https://hooks.example.com/#x\"} | /url",
        "{\"url\": \"https://me:secret@hooks.example.com/\"} | /url",
        "{\"url\": \"https://8.8.8.8/\"} | /url",
        "{\"url\": \"https://[2606:4700::1111]/\"} | /url",
        "{\"url\": \"https://intranet/\"} | /url",
        "{\"url\": \"ftp://127.0.0.1/\"} | /url",
        "{\"url\": \"https://hooks.example.com/\", \"events\": []} | /events",
        "{\"url\": \"https://hooks.example.com/\", \"events\": [\"webhook.ping\"]} | /events",
        "{\"url\": \"https://hooks.example.com/\", \"events\": \"report.failed\"} | /events",
        "{\"url\": \"https://hooks.example.com/\", \"description\": \"\"} | /description",
        "{\"url\": \"https://hooks.example.com/\", \"client_id\": \"x\"} | /client_id",
        "{\"url\": \"https://hooks.example.com/\", \"secret\": \"x\"} | ''"
      })
  void aWrongFieldIsNamed(String body, String pointer) {
    Answer refused = post(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
    assertThat(refused.body()).doesNotContain("example.com/", "secret@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"url\": 1, \"url\": 2}", "{} {}", "[[[[[[1]]]]]]"})
  void whatIsNoObjectOfJsonIsMalformed(String body) {
    assertThat(post(body).at("/type")).isEqualTo("urn:errand:problem:malformed-request");
  }

  @Test
  void aLongUrlAndALongBodyAreRefused() {
    assertThat(post("{\"url\": \"https://hooks.example.com/" + "a".repeat(1024) + "\"}").status())
        .isEqualTo(400);
    assertThat(post(" ".repeat(4097)).status()).isEqualTo(413);
    assertThat(
            api.send(as(Call.post("/v1/webhooks").header("content-type", "text/plain"))).status())
        .isEqualTo(415);
  }

  @Test
  void aClientHasAsManyWebhooksAsItMay() {
    for (int i = 0; i < 3; i++) {
      assertThat(post("{\"url\": \"https://hooks.example.com/\"}").status()).isEqualTo(201);
    }
    Answer refused = post("{\"url\": \"https://hooks.example.com/\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/type")).isEqualTo("urn:errand:problem:too-many-webhooks");
    String first = send(Call.get("/v1/webhooks")).at("/webhooks/0/links/self");
    assertThat(send(Call.of("DELETE", first)).status()).isEqualTo(204);
    assertThat(post("{\"url\": \"https://hooks.example.com/\"}").status()).isEqualTo(201);
  }

  @Test
  void anotherClientsWebhookIsAsIfItDidNotExist() {
    String path = path("https://hooks.example.com/");

    for (Call call :
        List.of(
            Call.get(path),
            Call.of("PATCH", path).json("{}"),
            Call.of("DELETE", path),
            Call.post(path + "/rotate-secret"),
            Call.post(path + "/ping"),
            Call.get(path + "/deliveries"),
            Call.post(path + "/deliveries/evt_01JDF3T7C4V5N6P7Q8R9S0T1V2/redeliver"))) {
      assertThat(api.send(call.as(OTHER, READ_WRITE)).status()).isEqualTo(404);
    }
    assertThat(api.send(Call.get("/v1/webhooks").as(OTHER, READ_WRITE)).body())
        .isEqualTo("{\"webhooks\":[]}");
    assertThat(
            api.send(
                    Call.get("/v1/webhooks")
                        .query("client_id", CLIENT.toString())
                        .as(OTHER, READ_WRITE))
                .status())
        .isEqualTo(403);
    assertThat(
            api.send(
                    Call.post("/v1/webhooks")
                        .json(
                            "{\"url\": \"https://hooks.example.com/\", \"client_id\": \"%s\"}"
                                .formatted(CLIENT))
                        .as(OTHER, READ_WRITE))
                .status())
        .isEqualTo(403);
    assertThat(api.send(Call.get(path).as(OTHER, "reports:admin")).status()).isEqualTo(200);
  }

  @Test
  void readingNeedsTheScopeToReadAndTheRestTheScopeToWrite() {
    String path = path("https://hooks.example.com/");

    assertThat(api.send(Call.get(path).as(CLIENT, "reports:write")).status()).isEqualTo(403);
    for (Call call :
        List.of(
            Call.post("/v1/webhooks").json("{}"),
            Call.of("PATCH", path).json("{}"),
            Call.of("DELETE", path),
            Call.post(path + "/rotate-secret"),
            Call.post(path + "/ping"))) {
      assertThat(api.send(call.as(CLIENT, "reports:read")).status()).isEqualTo(403);
    }
  }

  @Test
  void aPatchChangesWhatItNames() {
    String path = path("https://hooks.example.com/");

    Answer disabled = send(Call.of("PATCH", path).json("{\"enabled\": false}"));
    assertThat(disabled.at("/disabled_reason")).isEqualTo("The client disabled it.");
    Answer described =
        send(
            Call.of("PATCH", path)
                .json("{\"description\": \"nightly\", \"events\": [\"report.failed\"]}"));
    assertThat(described.json().path("enabled").asBoolean()).isFalse();
    Answer enabled =
        send(
            Call.of("PATCH", path)
                .json("{\"enabled\": true, \"url\": \"https://other.example.com/x\"}"));

    assertThat(enabled.at("/url")).isEqualTo("https://other.example.com/x");
    assertThat(enabled.at("/description")).isEqualTo("nightly");
    assertThat(enabled.json().has("disabled_reason")).isFalse();
    assertThat(send(Call.get(path)).json()).isEqualTo(enabled.json());
    assertThat(send(Call.of("PATCH", path).json("{\"description\": null}")).json())
        .noneMatch(field -> field.asText().equals("nightly"));
    assertThat(send(Call.of("PATCH", path).json("{\"client_id\": \"x\"}")).status()).isEqualTo(400);
  }

  @Test
  void aPingIsSignedAndReturnsWhatTheEndpointAnswered() {
    try (Receiver receiver = Receiver.start()) {
      Answer made = post("{\"url\": \"%s\"}".formatted(receiver.url()));
      String path = made.header("Location").orElseThrow();

      Answer pinged = send(Call.post(path + "/ping"));

      assertThat(pinged.at("/status")).isEqualTo("DELIVERED");
      assertThat(pinged.at("/status_code")).isEqualTo("204");
      Receiver.Message message = receiver.messages().get(0);
      assertThat(message.isGenuine(made.at("/secret"))).isTrue();
      assertThat(message.json().path("type").asText()).isEqualTo("webhook.ping");
      receiver.answer(500);
      assertThat(send(Call.post(path + "/ping")).at("/status")).isEqualTo("FAILED");
      receiver.answer(Receiver.HANG);
      assertThat(send(Call.post(path + "/ping")).at("/error")).isEqualTo("timeout");
      assertThat(send(Call.get(path)).json().has("failing_since")).isFalse();
    }
  }

  @Test
  void afterARotationBothSecretsVerifyForADay() {
    try (Receiver receiver = Receiver.start()) {
      Answer made = post("{\"url\": \"%s\"}".formatted(receiver.url()));
      String path = made.header("Location").orElseThrow();

      Answer rotated = send(Call.post(path + "/rotate-secret"));
      send(Call.post(path + "/ping"));

      Receiver.Message message = receiver.messages().get(0);
      assertThat(message.isGenuine(made.at("/secret"))).isTrue();
      assertThat(message.isGenuine(rotated.at("/secret"))).isTrue();
      assertThat(rotated.json().has("previous_secret_valid_until")).isTrue();
      Answer again = send(Call.post(path + "/rotate-secret"));
      send(Call.post(path + "/ping"));
      assertThat(receiver.messages().get(1).isGenuine(made.at("/secret"))).isFalse();
      assertThat(receiver.messages().get(1).isGenuine(again.at("/secret"))).isTrue();
    }
  }

  @Test
  void deliveriesAreListedNewestFirstInPagesAndSentAgain() {
    try (Receiver receiver = Receiver.start()) {
      String path = path(receiver.url());
      String first = send(Call.post(path + "/ping")).at("/id");
      String second = send(Call.post(path + "/ping")).at("/id");

      Answer page = send(Call.get(path + "/deliveries").query("page_size", "1"));
      Answer rest =
          send(
              Call.get(path + "/deliveries")
                  .query("page_size", "1")
                  .query("page_token", page.at("/next_page_token")));
      receiver.answer(500);
      Answer again = send(Call.post(path + "/deliveries/" + first + "/redeliver"));

      assertThat(List.of(page.at("/deliveries/0/id"), rest.at("/deliveries/0/id")))
          .containsExactlyInAnyOrder(first, second);
      assertThat(again.at("/tries")).isEqualTo("2");
      assertThat(again.at("/status_code")).isEqualTo("500");
      assertThat(receiver.messages()).extracting(Receiver.Message::id).endsWith(first);
      assertThat(
              send(Call.get(path + "/deliveries").query("status", "FAILED")).at("/deliveries/0/id"))
          .isEqualTo(first);
      send(Call.of("PATCH", path).json("{\"enabled\": false}"));
      assertThat(send(Call.post(path + "/deliveries/" + first + "/redeliver")).at("/type"))
          .isEqualTo("urn:errand:problem:webhook-disabled");
      assertThat(send(Call.post(path + "/deliveries/nothing/redeliver")).status()).isEqualTo(404);
      assertThat(send(Call.get(path + "/deliveries").query("page_token", "x")).status())
          .isEqualTo(400);
    }
  }

  private String path(String url) {
    return post("{\"url\": \"%s\"}".formatted(url)).header("Location").orElseThrow();
  }

  private Answer post(String body) {
    return send(Call.post("/v1/webhooks").json(body));
  }

  private Answer send(Call call) {
    return api.send(as(call));
  }

  private static Call as(Call call) {
    return call.as(CLIENT, READ_WRITE);
  }
}
