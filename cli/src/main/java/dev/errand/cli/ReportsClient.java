package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Calls the reports API. */
final class ReportsClient {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final JsonMapper json = new JsonMapper();
  private final URI api;
  private final AccessTokens tokens;

  ReportsClient(URI api, AccessTokens tokens) {
    this.api = api;
    this.tokens = tokens;
  }

  /** Asks for a report; the answer is the report as it was accepted. */
  JsonNode submit(String request) throws IOException, InterruptedException {
    return answer(
        at("/v1/reports")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request)));
  }

  JsonNode report(String id) throws IOException, InterruptedException {
    return answer(at("/v1/reports/" + encode(id)).GET());
  }

  JsonNode list(String clientId) throws IOException, InterruptedException {
    return answer(at("/v1/reports?client_id=" + encode(clientId)).GET());
  }

  JsonNode result(String id) throws IOException, InterruptedException {
    return answer(at("/v1/reports/" + encode(id) + "/result").GET());
  }

  /** Asks for the end of a report; the answer is the report. */
  JsonNode cancel(String id) throws IOException, InterruptedException {
    return answer(at("/v1/reports/" + encode(id) + "/cancel").POST(BodyPublishers.noBody()));
  }

  /** Asks for another attempt of a report; the answer is the report. */
  JsonNode retry(String id) throws IOException, InterruptedException {
    return answer(at("/v1/reports/" + encode(id) + "/retry").POST(BodyPublishers.noBody()));
  }

  /** Fetches an artifact from its signed URL into a file. */
  void download(URI artifact, Path file) throws IOException, InterruptedException {
    HttpResponse<Path> response =
        http.send(HttpRequest.newBuilder(artifact).build(), BodyHandlers.ofFile(file));
    if (response.statusCode() != 200) {
      throw new IOException("the artifact's URL answered " + response.statusCode());
    }
  }

  private HttpRequest.Builder at(String path) throws IOException, InterruptedException {
    String base = api.toString().replaceAll("/+$", "");
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(40))
        .header("Authorization", "Bearer " + tokens.next());
  }

  private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    JsonNode body = json.readTree(response.body());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(problem(response.statusCode(), body));
    }
    return body;
  }

  /** One line for the problem and one for each wrong field. */
  private static String problem(int status, JsonNode body) {
    StringBuilder text = new StringBuilder("the API answered ").append(status);
    String detail =
        body.path("detail").asText(body.path("title").asText(body.path("message").asText()));
    if (!detail.isEmpty()) {
      text.append(": ").append(detail);
    }
    for (JsonNode error : body.path("errors")) {
      text.append(
          "%n  %s: %s".formatted(error.path("pointer").asText(), error.path("detail").asText()));
    }
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
