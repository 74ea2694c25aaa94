package dev.errand.local.xray;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XRayApiTest {

  private static final String TRACE = "1-581cf771-a006649127e371903a2de979";
  private static final String SEGMENT =
      """
      {"name": "Scorekeep", "id": "70de5b6f19ff9a0a", "start_time": 1.478293361271E9,
       "trace_id": "%s", "end_time": 1.478293361449E9}"""
          .formatted(TRACE);

  private final Javalin server =
      Javalin.create(config -> config.routes.post("/*", new XRayApi("KEY"))).start("127.0.0.1", 0);

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void whatWasPutIsInItsTraceAndTheLatestOfASegmentHolds() throws Exception {
    String begun = SEGMENT.replace("\"end_time\": 1.478293361449E9", "\"in_progress\": true");
    assertThat(put(begun).path("UnprocessedTraceSegments")).isEmpty();
    assertThat(put(SEGMENT).path("UnprocessedTraceSegments")).isEmpty();

    JsonNode traces = json(call("/Traces", "{\"TraceIds\": [\"%s\", \"1-0\"]}".formatted(TRACE)));
    assertThat(traces.path("Traces")).hasSize(1);
    assertThat(traces.at("/Traces/0/Duration").asDouble()).isBetween(0.177, 0.179);
    assertThat(traces.at("/Traces/0/Segments")).hasSize(1);
    assertThat(Json.read(traces.at("/Traces/0/Segments/0/Document").asText()))
        .isEqualTo(Json.read(SEGMENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "id", "start_time", "end_time", "trace_id"})
  void aSegmentWithoutARequiredFieldIsNotProcessed(String field) throws Exception {
    JsonNode answer = put(SEGMENT.replace('"' + field + '"', "\"other\""));

    assertThat(answer.path("UnprocessedTraceSegments")).hasSize(1);
  }

  @Test
  void aRequestThatIsNotSignedForXRayIsRefused() throws Exception {
    assertThat(call("/Traces", "{}", "s3").statusCode()).isEqualTo(403);
  }

  private JsonNode put(String segment) throws Exception {
    String documents =
        Json.write(
            Json.object().set("TraceSegmentDocuments", Json.MAPPER.createArrayNode().add(segment)));
    return json(call("/TraceSegments", documents));
  }

  private HttpResponse<String> call(String path, String body) throws Exception {
    return call(path, body, "xray");
  }

  private HttpResponse<String> call(String path, String body, String service) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=KEY/20261128/us-east-1/%s/aws4_request, SignedHeaders=host"
                        .formatted(service))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }
}
