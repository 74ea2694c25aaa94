package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A report's way from intake through the state machine to the worker is one trace. */
@OnOwnStage
class TracesIT {

  private static final String HEADER =
      "Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1";

  private static final int RECORDS = 100;

  @TempDir private static Path folder;

  private static StageProcess stage;
  private static Reports reports;

  @BeforeAll
  static void start() {
    stage = StageProcess.up(folder.resolve("data"), RECORDS, "--parameter", "WorkerTracing=true");
    reports = Reports.of(stage);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void theWorkersSegmentIsInTheTraceOfTheRequest() throws Exception {
    String id = reports.accepted(Reports.example("client-a.json"));
    reports.succeeded(id);
    String header = traceHeader(id + "-1");

    assertThat(header).as("that of intake's invocation").matches(HEADER);
    JsonNode segment = segment(header.substring(5, 40));
    assertThat(segment.path("parent_id").asText()).isEqualTo(header.substring(48, 64));
    assertThat(segment.path("name").asText()).isEqualTo("errand-worker");
    assertThat(segment.at("/annotations/report_id").asText()).isEqualTo(id);
    assertThat(segment.path("subsegments"))
        .extracting(phase -> phase.path("name").asText())
        .containsExactly("starting", "reading", "finishing");
  }

  @Test
  void anExecutionThatWasStartedWithoutATraceHasNone() {
    String name = "untraced-" + System.nanoTime();
    try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
      stepFunctions.startExecution(
          start ->
              start
                  .stateMachineArn(stage.field("state_machine_arn"))
                  .name(name)
                  .input(Reports.example("client-a.json")));
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> reports.get("/v1/reports/" + name).statusCode() == 200);

    reports.succeeded(name);
    assertThat(traceHeader(name)).isNull();
  }

  private static String traceHeader(String execution) {
    try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
      return stepFunctions
          .describeExecution(
              describe ->
                  describe.executionArn(
                      stage.field("state_machine_arn").replace(":stateMachine:", ":execution:")
                          + ":"
                          + execution))
          .traceHeader();
    }
  }

  /** The one of a trace. */
  private static JsonNode segment(String traceId) throws Exception {
    ObjectNode input = (ObjectNode) Reports.json("{}");
    input.putArray("TraceIds").add(traceId);
    HttpRequest get =
        HttpRequest.newBuilder(stage.uri("xray").resolve("/Traces"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261128/%s/xray/aws4_request, S"
                    .formatted(stage.field("access_key_id"), stage.field("region")))
            .POST(BodyPublishers.ofString(input.toString()))
            .build();
    String answer = HttpClient.newHttpClient().send(get, BodyHandlers.ofString()).body();
    JsonNode segments = Reports.json(answer).at("/Traces/0/Segments");
    assertThat(segments).as(answer).hasSize(1);
    return Reports.json(segments.at("/0/Document").asText());
  }
}
