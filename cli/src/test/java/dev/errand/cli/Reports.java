package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The reports API over plain HTTP, as a client system without our code sees it. */
record Reports(URI api, Optional<String> token) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED");

  /** As an administrator of the stage. */
  static Reports of(StageProcess stage) {
    return of(stage, UUID.randomUUID().toString(), "reports:admin");
  }

  /** As a client of the stage with these scopes. */
  static Reports of(StageProcess stage, String clientId, String scope) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(stage.uri("token_endpoint"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=%s&scope=%s"
                            .formatted(clientId, scope.replace(" ", "+")))));
    return new Reports(
        stage.uri("api"), Optional.of(json(response.body()).path("access_token").asText()));
  }

  /** The content of a file in {@code examples/}. */
  static String example(String name) {
    try {
      return Files.readString(StageProcess.ROOT.resolve("examples").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> post(String body) {
    return post("/v1/reports", body);
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        at(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  /** Posts a request that is one and the same however often it is sent with this key. */
  HttpResponse<String> postOnce(String key, String body) {
    return send(
        at("/v1/reports")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Asks to cancel or retry a report; one and the same request however often it is sent. */
  HttpResponse<String> changeOnce(String key, String verb, String id) {
    return send(
        at("/v1/reports/" + id + "/" + verb)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.noBody()));
  }

  HttpResponse<String> get(String path) {
    return send(at(path));
  }

  private HttpRequest.Builder at(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path));
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  /** Posts a request that is accepted; the id of the report. */
  String accepted(String body) {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String id = json(response.body()).path("id").asText();
    assertThat(response.headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).endsWith("/v1/reports/" + id));
    return id;
  }

  /** Has events of a client's reports sent to an address. */
  JsonNode addWebhook(String client, String url) {
    return json(
        post("/v1/webhooks", "{\"client_id\": \"%s\", \"url\": \"%s\"}".formatted(client, url))
            .body());
  }

  JsonNode report(String id) {
    HttpResponse<String> response = get("/v1/reports/" + id);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response.body());
  }

  /** The report once it is final. */
  JsonNode finished(String id) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> FINAL.contains(report(id).path("status").asText()));
    return report(id);
  }

  /** The report, which has to end well. */
  JsonNode succeeded(String id) {
    JsonNode report = finished(id);
    assertThat(report.path("status").asText()).as(report.toPrettyString()).isEqualTo("SUCCEEDED");
    return report;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
