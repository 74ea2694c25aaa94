package dev.errand.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqsApiTest {

  private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:letters";
  private static final String ID = "001795514400412-6bc28136-4365-4365-b021-0ce6b2e64ab0";

  @TempDir private Path folder;
  private DeadLetterQueues queues;
  private Javalin server;

  @BeforeEach
  void start() throws Exception {
    queues = new DeadLetterQueues(folder);
    queues.send(
        ARN,
        ID,
        new DeadLetter(
            "{\"n\":1}", Map.of("ErrorMessage", "crashed"), Instant.ofEpochMilli(1795514460000L)));
    SqsApi api = new SqsApi(Set.of("letters"), queues, Clock.systemUTC());
    server =
        Javalin.create(
                config -> {
                  config.http.maxRequestSize = 2_000_000;
                  config.routes.post("/", api);
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void hidesAMessageThatWasReceivedUntilItsTimeoutIsOver() throws Exception {
    JsonNode message = call("ReceiveMessage", ", \"VisibilityTimeout\": 0").at("/Messages/0");
    JsonNode again = call("ReceiveMessage", "").at("/Messages/0");

    assertThat(message.path("Body").asText()).isEqualTo("{\"n\":1}");
    assertThat(again).isEqualTo(message);
    assertThat(call("ReceiveMessage", "")).isEmpty();
    assertThat(queues.messages(ARN)).hasSize(1);
  }

  @Test
  void returnsASentMessageWithItsAttributes() throws Exception {
    JsonNode sent =
        call(
            "SendMessage",
            ", \"MessageBody\": \"hi \\\"there\\\"\", \"MessageAttributes\": {\"a\": {\"DataType\": \"String\", \"StringValue\": \"b\"}}");
    JsonNode received =
        call("ReceiveMessage", ", \"MaxNumberOfMessages\": 10, \"MessageAttributeNames\": [\"a\"]");

    assertThat(received.path("Messages")).hasSize(2);
    assertThat(received.at("/Messages/1/MessageId")).isEqualTo(sent.path("MessageId"));
    assertThat(received.at("/Messages/1/Body").asText()).isEqualTo("hi \"there\"");
    assertThat(received.at("/Messages/1/MD5OfBody")).isEqualTo(sent.path("MD5OfMessageBody"));
    assertThat(received.at("/Messages/1/MD5OfMessageAttributes"))
        .isEqualTo(sent.path("MD5OfMessageAttributes"));
    assertThat(new DeadLetterQueues(folder).messages(ARN)).hasSize(2);
  }

  @Test
  void hidesAMessageThatWasSentForItsDelay() throws Exception {
    call("SendMessage", ", \"MessageBody\": \"later\", \"DelaySeconds\": 900");

    assertThat(call("ReceiveMessage", ", \"MaxNumberOfMessages\": 10").path("Messages")).hasSize(1);
  }

  @Test
  void refusesAMessageThatSqsRefuses() throws Exception {
    assertThat(call("SendMessage", "").path("__type").asText()).isEqualTo("MissingParameter");
    assertThat(
            call("SendMessage", ", \"MessageBody\": \"%s\"".formatted("x".repeat(1_048_577)))
                .path("__type")
                .asText())
        .isEqualTo("InvalidParameterValue");
    assertThat(
            call(
                    "SendMessage",
                    ", \"MessageBody\": \"x\", \"MessageAttributes\": {\"a\": {\"DataType\": \"Binary\"}}")
                .path("message")
                .asText())
        .contains("a");
  }

  @Test
  void tellsTheMessageAttributesThatAreAskedFor() throws Exception {
    String visible = ", \"VisibilityTimeout\": 0";

    assertThat(call("ReceiveMessage", visible).at("/Messages/0").has("MessageAttributes"))
        .isFalse();
    for (String name : List.of("All", ".*", "ErrorMessage", "Error.*")) {
      assertThat(
              call(
                      "ReceiveMessage",
                      visible + ", \"MessageAttributeNames\": [\"%s\"]".formatted(name))
                  .at("/Messages/0/MessageAttributes/ErrorMessage"))
          .hasToString("{\"DataType\":\"String\",\"StringValue\":\"crashed\"}");
    }
    assertThat(
            call("ReceiveMessage", visible + ", \"MessageAttributeNames\": [\"Other\"]")
                .at("/Messages/0")
                .has("MessageAttributes"))
        .isFalse();
  }

  @Test
  void readsAMessageThatAnEarlierVersionKept() throws Exception {
    Files.writeString(folder.resolve("letters").resolve(ID + ".json"), "{\"n\": 2}");

    JsonNode message = call("ReceiveMessage", "").at("/Messages/0");

    assertThat(message.path("Body").asText()).isEqualTo("{\"n\":2}");
    assertThat(message.at("/Attributes/SentTimestamp").asText()).isEqualTo("1795514400412");
  }

  @Test
  void countsWhatIsVisibleAndWhatIsNot() throws Exception {
    String all = ", \"AttributeNames\": [\"All\"]";
    String visible = "/Attributes/ApproximateNumberOfMessages";
    String hidden = "/Attributes/ApproximateNumberOfMessagesNotVisible";

    assertThat(call("GetQueueAttributes", all).at(visible).asText()).isEqualTo("1");
    call("ReceiveMessage", "");
    assertThat(call("GetQueueAttributes", all).at(visible).asText()).isEqualTo("0");
    assertThat(call("GetQueueAttributes", all).at(hidden).asText()).isEqualTo("1");
  }

  @Test
  void showsAMessageAgainWhoseVisibilityIsChanged() throws Exception {
    JsonNode message = call("ReceiveMessage", "").at("/Messages/0");
    String handle = ", \"ReceiptHandle\": \"" + message.path("ReceiptHandle").asText() + "\"";

    call("ChangeMessageVisibility", handle + ", \"VisibilityTimeout\": 0");

    assertThat(message.at("/Attributes/SentTimestamp").asText()).isEqualTo("1795514460000");
    assertThat(call("ReceiveMessage", "").at("/Messages/0")).isEqualTo(message);
    call("DeleteMessage", handle);
    assertThat(
            call("ChangeMessageVisibility", handle + ", \"VisibilityTimeout\": 0")
                .path("__type")
                .asText())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void deletesAMessage() throws Exception {
    String handle = call("ReceiveMessage", "").at("/Messages/0/ReceiptHandle").asText();

    call("DeleteMessage", ", \"ReceiptHandle\": \"" + handle + "\"");

    assertThat(queues.messages(ARN)).isEmpty();
  }

  @Test
  void refusesAReceiptHandleThatIsNotValid() throws Exception {
    assertThat(
            call("DeleteMessage", ", \"ReceiptHandle\": \"../letters/" + ID + "\"")
                .path("__type")
                .asText())
        .isEqualTo("ReceiptHandleIsInvalid");
    assertThat(queues.messages(ARN)).hasSize(1);
  }

  private JsonNode call(String operation, String members) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"QueueUrl\": \"http://127.0.0.1/000000000000/letters\"" + members + "}"))
            .build();
    return Json.read(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
