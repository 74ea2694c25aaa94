import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * A client system of Errand: asks for a report, follows it and downloads its files.
 *
 * <pre>ERRAND_TOKEN=... java -cp 'jackson/*' ReportClient.java API REQUEST_FILE FOLDER</pre>
 */
public final class ReportClient {

  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED");
  private static final int ATTEMPTS = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String api;
  private final String token;

  private ReportClient(String api, String token) {
    this.api = api;
    this.token = token;
  }

  public static void main(String[] arguments) throws Exception {
    ReportClient client = new ReportClient(arguments[0], System.getenv("ERRAND_TOKEN"));
    String path = client.submit(Files.readString(Path.of(arguments[1])));
    JsonNode report = client.finished(path);
    if (!report.path("status").asText().equals("SUCCEEDED")) {
      throw new IOException(report.path("failure").toPrettyString());
    }
    client.download(path, Files.createDirectories(Path.of(arguments[2])));
  }

  /** The same key on every attempt: however often the request is sent, it is one report. */
  private String submit(String request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            at("/v1/reports")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(request)));
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** Each answer is held until the status changes, or for 20 seconds. */
  private JsonNode finished(String path) throws IOException, InterruptedException {
    JsonNode report;
    do {
      HttpRequest.Builder request = at(path).header("Prefer", "wait=20");
      report = json.readTree(send(request).body());
      System.out.println(report.path("status").asText() + " " + report.path("progress"));
    } while (!FINAL.contains(report.path("status").asText()));
    return report;
  }

  /** The addresses are signed: they need no token, and must not get one. */
  private void download(String path, Path folder) throws IOException, InterruptedException {
    JsonNode result = json.readTree(send(at(path + "/result")).body());
    for (JsonNode artifact : result.path("artifacts")) {
      Path file = folder.resolve(artifact.path("name").asText());
      URI url = URI.create(artifact.path("url").asText());
      http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofFile(file));
      System.out.println(file);
    }
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(Duration.ofSeconds(40))
        .header("Authorization", "Bearer " + token);
  }

  /** 429 and 503 say after how many seconds to send the same again. */
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      boolean mayGoAgain = answer.statusCode() == 429 || answer.statusCode() == 503;
      if (answer.statusCode() < 400) {
        return answer;
      }
      if (!mayGoAgain || attempt == ATTEMPTS) {
        throw new IOException(answer.statusCode() + ": " + answer.body());
      }
      Thread.sleep(1000 * answer.headers().firstValueAsLong("Retry-After").orElse(2L * attempt));
    }
  }
}
