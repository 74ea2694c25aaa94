package dev.errand.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errand.local.Account;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.RouteSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {

  private static final Account ACCOUNT = new Account("000000000000", "us-east-1", "id", "secret");

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpApi api;

  @BeforeEach
  void start() throws IOException {
    Duration timeout = Duration.ofSeconds(5);
    api =
        HttpApi.start(
            List.of(
                new RouteSpec("GET", "/v1/reports/{id}", "Echo", timeout),
                new RouteSpec("GET", "/v1/reports/latest", "Latest", timeout),
                new RouteSpec("POST", "/v1/reports", "Echo", timeout),
                new RouteSpec("GET", "/files/{path+}", "Echo", timeout),
                new RouteSpec("GET", "/fails", "Fails", timeout),
                new RouteSpec("GET", "/never", "Never", Duration.ofMillis(50)),
                new RouteSpec("GET", "/garbled", "Garbled", timeout),
                new RouteSpec("GET", "/teapot", "Teapot", timeout)),
            this::invoke,
            ACCOUNT,
            0);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private CompletableFuture<Invocation> invoke(String function, byte[] event) {
    return switch (function) {
      case "Echo" ->
          CompletableFuture.completedFuture(
              new Invocation.Success(new String(event, StandardCharsets.UTF_8)));
      case "Latest" -> answer("{\"latest\":true}");
      case "Teapot" ->
          answer(
              """
              {"statusCode": 418, "headers": {"X-Pot": "tea"}, "cookies": ["a=b"],
               "body": "aGk=", "isBase64Encoded": true}""");
      case "Garbled" -> answer("{\"statusCode\": 200, \"body\": \"#\", \"isBase64Encoded\": true}");
      case "Never" -> new CompletableFuture<>();
      default ->
          CompletableFuture.completedFuture(new Invocation.FunctionError("Crash", "crashed"));
    };
  }

  @Test
  void everyAnswerHasTheNameThatTheFunctionKnowsTheRequestBy() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(api.endpoint().resolve("/v1/reports/x")).build(),
            BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("apigw-requestid"))
        .hasValue(json.readTree(answer.body()).at("/requestContext/requestId").asText());
    for (String path : List.of("/fails", "/never", "/nowhere")) {
      assertThat(
              http.send(
                      HttpRequest.newBuilder(api.endpoint().resolve(path)).build(),
                      BodyHandlers.ofString())
                  .headers()
                  .firstValue("apigw-requestid"))
          .as(path)
          .isPresent();
    }
  }

  private static CompletableFuture<Invocation> answer(String text) {
    return CompletableFuture.completedFuture(new Invocation.Success(text));
  }

  @Test
  void passesARequestOnInPayloadFormatTwo() throws Exception {
    JsonNode event =
        json.readTree(
            send(HttpRequest.newBuilder(at("/v1/reports/a%20b?status=x%2By&status=z&empty"))
                    .header("X-One", "1")
                    .header("Cookie", "a=b; c=d"))
                .body());

    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("GET /v1/reports/{id}");
    assertThat(event.path("rawPath").asText()).isEqualTo("/v1/reports/a b");
    assertThat(event.path("pathParameters").path("id").asText()).isEqualTo("a b");
    assertThat(event.path("rawQueryString").asText()).isEqualTo("status=x%2By&status=z&empty");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(json.readTree("{\"status\": \"x+y,z\", \"empty\": \"\"}"));
    assertThat(event.path("headers").path("x-one").asText()).isEqualTo("1");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("cookies")).isEqualTo(json.readTree("[\"a=b\", \"c=d\"]"));
    assertThat(event.path("requestContext").path("http").path("method").asText()).isEqualTo("GET");
    assertThat(event.path("requestContext").path("stage").asText()).isEqualTo("$default");
    assertThat(event.has("body")).isFalse();
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
  }

  @Test
  void passesTextOnAsItIsAndAnythingElseInBase64() throws Exception {
    HttpRequest.Builder text =
        HttpRequest.newBuilder(at("/v1/reports"))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString("{\"ä\":1}"));
    HttpRequest.Builder bytes =
        HttpRequest.newBuilder(at("/v1/reports"))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofString("hi"));

    assertThat(json.readTree(send(text).body()).path("body").asText()).isEqualTo("{\"ä\":1}");
    assertThat(json.readTree(send(bytes).body()).path("body").asText()).isEqualTo("aGk=");
    assertThat(json.readTree(send(bytes).body()).path("isBase64Encoded").asBoolean()).isTrue();
  }

  @Test
  void takesTheMostSpecificRoute() throws Exception {
    assertThat(get("/v1/reports/latest").body()).isEqualTo("{\"latest\":true}");
    assertThat(
            json.readTree(get("/files/a/b/c").body()).path("pathParameters").path("path").asText())
        .isEqualTo("a/b/c");
  }

  @Test
  void givesStatusHeadersCookiesAndBodyBack() throws Exception {
    HttpResponse<String> response = get("/teapot");

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.headers().firstValue("x-pot")).contains("tea");
    assertThat(response.headers().firstValue("set-cookie")).contains("a=b");
    assertThat(response.body()).isEqualTo("hi");
  }

  @Test
  void answersItselfWhatApiGatewayAnswersItself() throws Exception {
    assertThat(get("/unknown").statusCode()).isEqualTo(404);
    assertThat(get("/unknown").body()).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(get("/v1/reports").statusCode()).isEqualTo(404);
    assertThat(get("/v1/reports/").statusCode()).isEqualTo(404);
    assertThat(get("/fails").statusCode()).isEqualTo(500);
    assertThat(get("/fails").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(get("/garbled").statusCode()).isEqualTo(500);
    assertThat(get("/never").statusCode()).isEqualTo(503);
    assertThat(
            send(HttpRequest.newBuilder(at("/v1/reports"))
                    .POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1])))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void saysWhichPortIsTaken() {
    int port = api.endpoint().getPort();

    assertThatThrownBy(() -> HttpApi.start(List.of(), this::invoke, ACCOUNT, port))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + port + " is taken");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create(api.endpoint() + path);
  }
}
