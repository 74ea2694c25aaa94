package dev.errand.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.template.AsynchronousSpec;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.TestFunctions;
import io.javalin.Javalin;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaApiTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:errand-toy";

  private final List<JsonNode> queued = new ArrayList<>();
  private final Javalin server =
      Javalin.create(
              config ->
                  config.routes.post(
                      "/<path>",
                      new LambdaApi(
                          List.of(toy()),
                          LambdaApiTest::echo,
                          (function, event) -> queued.add(event))))
          .start("127.0.0.1", 0);

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"errand-toy", ARN, ARN + ":live", "errand-toy:live"})
  void findsAFunctionByNameAndByArn(String name) throws Exception {
    HttpResponse<String> answer = invoke(name, "RequestResponse", "{\"n\": 1}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"n\": 1}");
  }

  @Test
  void acceptsAnEventWithoutWaitingForItsInvocation() throws Exception {
    HttpResponse<String> answer = invoke("errand-toy", "Event", "{\"n\": 1}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(queued).singleElement().hasToString("{\"n\":1}");
  }

  @Test
  void refusesAnEventThatIsNotJson() throws Exception {
    HttpResponse<String> answer = invoke("errand-toy", "Event", "{");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("InvalidRequestContentException");
  }

  @Test
  void aDryRunInvokesNothing() throws Exception {
    assertThat(invoke("errand-toy", "DryRun", "{}").statusCode()).isEqualTo(204);
  }

  @Test
  void aFunctionThatIsNotThereIsNotFound() throws Exception {
    assertThat(invoke("another", "Event", "{}").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> invoke(String function, String type, String event) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/2015-03-31/functions/%s/invocations"
                .formatted(server.port(), URLEncoder.encode(function, UTF_8)));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .header("X-Amz-Invocation-Type", type)
                .POST(BodyPublishers.ofString(event))
                .build(),
            BodyHandlers.ofString());
  }

  private static CompletableFuture<Invocation> echo(String function, byte[] event) {
    return CompletableFuture.completedFuture(new Invocation.Success(new String(event, UTF_8)));
  }

  private static FunctionSpec toy() {
    return TestFunctions.function(
        "Toy",
        "errand-toy",
        ARN,
        Optional.of("live"),
        new AsynchronousSpec(2, Duration.ofHours(6), Optional.empty()));
  }
}
