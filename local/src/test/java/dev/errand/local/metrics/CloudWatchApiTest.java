package dev.errand.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CloudWatchApiTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T08:00:00Z"), ZoneOffset.UTC);
  private static final Metric FAULTS = new Metric("Test", "Faults", Map.of());
  private static final Metric RUNS = new Metric("Test", "Runs", Map.of());
  private static final ObjectMapper CBOR = new CBORMapper();

  private static Javalin server;

  @BeforeAll
  static void serve() {
    MetricStore metrics = new MetricStore();
    Alarms alarms =
        new Alarms(List.of(alarm("faults", FAULTS), alarm("runs", RUNS)), metrics, CLOCK);
    CloudWatchApi api = new CloudWatchApi(alarms, () -> metrics.add(FAULTS, 1, CLOCK.instant()));
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.post("/", api);
                  config.routes.post("/<path>", api);
                })
            .start("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static Alarm alarm(String name, Metric metric) {
    return new Alarm(
        name,
        "arn:aws:cloudwatch:us-east-1:000000000000:alarm:" + name,
        "what it is for",
        List.of(new Alarm.Series("m", metric, Statistic.SUM, Duration.ofMinutes(5))),
        new MetricExpression.Id("m"),
        Alarm.Comparison.GREATER_THAN_THRESHOLD,
        0,
        1,
        1,
        Alarm.MissingData.NOT_BREACHING);
  }

  @Test
  void describesAlarmsWithTheirStatesInJson() throws Exception {
    JsonNode alarms = json("DescribeAlarms", "{}").get("MetricAlarms");

    assertThat(alarms).hasSize(2);
    assertThat(alarms.get(0).get("AlarmName").asText()).isEqualTo("faults");
    assertThat(alarms.get(0).get("StateValue").asText()).isEqualTo("ALARM");
    assertThat(alarms.get(1).get("StateValue").asText()).isEqualTo("OK");
  }

  @Test
  void describesTheSameInCbor() throws Exception {
    HttpResponse<byte[]> response = cbor("DescribeAlarms", Json.object());

    assertThat(response.headers().firstValue("smithy-protocol")).hasValue("rpc-v2-cbor");
    assertThat(CBOR.readTree(response.body()).at("/MetricAlarms/0/StateValue").asText())
        .isEqualTo("ALARM");
    assertThat(CBOR.readTree(response.body()).at("/MetricAlarms/0/Threshold").isDouble()).isTrue();
  }

  @Test
  void describesTheAlarmsOfANameOrAState() throws Exception {
    assertThat(json("DescribeAlarms", "{\"AlarmNames\": [\"runs\"]}").get("MetricAlarms"))
        .hasSize(1);
    assertThat(json("DescribeAlarms", "{\"AlarmNamePrefix\": \"fa\"}").get("MetricAlarms"))
        .hasSize(1);
    assertThat(json("DescribeAlarms", "{\"StateValue\": \"OK\"}").at("/MetricAlarms/0/AlarmName"))
        .hasToString("\"runs\"");
  }

  @Test
  void refusesOtherOperationsByName() throws Exception {
    assertThat(json("PutMetricAlarm", "{}").get("__type").asText())
        .isEqualTo("UnknownOperationException");
    assertThat(CBOR.readTree(cbor("PutMetricAlarm", Json.object()).body()).get("__type").asText())
        .isEqualTo("UnknownOperationException");
  }

  @Test
  void refusesABodyThatIsNoMap() throws Exception {
    assertThat(cbor("DescribeAlarms", Json.MAPPER.createArrayNode()).statusCode()).isEqualTo(400);
  }

  private static JsonNode json(String operation, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
            .header("X-Amz-Target", CloudWatchApi.SERVICE + "." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Json.read(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private static HttpResponse<byte[]> cbor(String operation, JsonNode input)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/service/%s/operation/%s"
                .formatted(server.port(), CloudWatchApi.SERVICE, operation));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(HttpRequest.BodyPublishers.ofByteArray(CBOR.writeValueAsBytes(input)))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }
}
