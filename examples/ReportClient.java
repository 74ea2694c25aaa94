import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/**
 * A client system of Errand: asks for a report, follows it and downloads its files.
 *
 * <pre>ERRAND_TOKEN=... java -cp 'jackson/*' ReportClient.java API REQUEST_FILE FOLDER</pre>
 */
public final class ReportClient {

  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED");
  private static final int ATTEMPTS = Integer.getInteger("attempts", 6);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final String api;
  private final String token;

  private ReportClient(String api, String token) {
    this.api = api;
    this.token = token;
  }

  public static void main(String[] arguments) throws InterruptedException {
    ReportClient client = new ReportClient(arguments[0], System.getenv("ERRAND_TOKEN"));
    try {
      client.run(Path.of(arguments[1]), Path.of(arguments[2]));
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run(Path request, Path folder) throws IOException, InterruptedException {
    String path = submit(request);
    JsonNode report = finished(path);
    if (!report.path("status").asText().equals("SUCCEEDED")) {
      throw new IOException(report.path("failure").toPrettyString());
    }
    download(path, Files.createDirectories(folder));
  }

  /** The same key on every attempt: however often the request is sent, it is one report. */
  private String submit(Path request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            at("/v1/reports")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofFile(request)));
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** An answer may be held until the status changes; else it says when to ask again. */
  private JsonNode finished(String path) throws IOException, InterruptedException {
    while (true) {
      HttpResponse<String> answer = send(at(path).header("Prefer", "wait=20"));
      JsonNode report = json.readTree(answer.body());
      System.out.println(report.path("status").asText() + " " + report.path("progress"));
      if (FINAL.contains(report.path("status").asText())) {
        return report;
      }
      Thread.sleep(1000 * answer.headers().firstValueAsLong("Retry-After").orElse(0));
    }
  }

  private void download(String path, Path folder) throws IOException, InterruptedException {
    JsonNode result = json.readTree(send(at(path + "/result")).body());
    for (JsonNode artifact : result.path("artifacts")) {
      Path file = folder.resolve(Path.of(artifact.path("name").asText()).getFileName());
      download(
          URI.create(artifact.path("url").asText()), artifact.path("sha256").asText(), file);
      System.out.println(file);
    }
  }

  /** Into a file beside it, which takes its name once it is whole. */
  private void download(URI url, String sha256, Path file)
      throws IOException, InterruptedException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    for (int attempt = 1; ; attempt++) {
      try {
        // The address is signed: it needs no token, and must not get one
        HttpResponse<Path> answer =
            http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofFile(part));
        if (answer.statusCode() == 200 && sha256(part).equals(sha256)) {
          Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
          return;
        }
        throw new IOException(
            file.getFileName() + ": " + answer.statusCode() + " or another SHA-256");
      } catch (IOException e) {
        Files.deleteIfExists(part);
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(1000L * attempt);
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(
            Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(Duration.ofSeconds(40))
        .header("Authorization", "Bearer " + token);
  }

  /** Sends again what can pass: 429, 5xx and broken connections. */
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      long pause = 2L * attempt;
      try {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() < 400) {
          return answer;
        }
        boolean mayPass = answer.statusCode() == 429 || answer.statusCode() >= 500;
        if (!mayPass || attempt == ATTEMPTS) {
          throw new Refused(answer.statusCode() + ": " + problem(answer.body()));
        }
        pause = answer.headers().firstValueAsLong("Retry-After").orElse(pause);
      } catch (Refused e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      Thread.sleep(1000 * pause);
    }
  }

  /** What a problem says, field by field. */
  private String problem(String body) {
    try {
      JsonNode problem = json.readTree(body);
      StringBuilder text = new StringBuilder(problem.path("detail").asText(body));
      for (JsonNode error : problem.path("errors")) {
        text.append("\n  ").append(error.path("pointer").asText());
        text.append(": ").append(error.path("detail").asText());
      }
      return text.toString();
    } catch (IOException noJson) {
      return "no problem in JSON";
    }
  }

  private static final class Refused extends IOException {
    Refused(String message) {
      super(message);
    }
  }
}
