package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built worker makes the report of a type that is declared and not programmed. */
class TypeIT {

  private static final int RECORDS = 4000;
  private static final int PAGE = 100;
  private static final int KILLS = 12;
  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";
  private static final String REPORT = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
  private static final String REQUEST =
      "{\"type\": \"posts\", \"client_id\": \"%s\"}".formatted(CLIENT);
  private static final Pattern RESUMED = Pattern.compile("Continuing at record [1-9]");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TYPE =
      """
      {"title": "Posts", "description": "Posts of an author", "owner": "/client_id",
       "request": {"type": "object", "required": ["client_id"], "additionalProperties": false,
        "properties": {"client_id": {"type": "string", "format": "uuid"}},
        "examples": [{"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555"}]},
       "task": {"cpu": 256, "memory": 1024, "time_limit_seconds": 3600},
       "source": {"path": "/posts", "query": {"author": "{client_id}"}, "records": "",
        "page": {"link_header": {}}, "auth": {"api_key": {"header": "X-Api-Key"}}},
       "columns": [
        {"name": "number", "title": "No.", "type": "integer", "pointer": "/id"},
        {"name": "title", "title": "Title", "pointer": "/meta/title"},
        {"name": "words", "title": "Words", "type": "decimal"}],
       "output": {"csv": {"separator": ";", "bom": true, "decimal": ","},
        "formats": ["csv", "xlsx", "html", "jsonl", "parquet"]},
       "summary": {"measures": ["words"]}}""";

  @TempDir static Path data;

  private static AwsFixture aws;
  private static HttpServer api;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static volatile int latencyMillis;

  @BeforeAll
  static void start() throws Exception {
    aws = new AwsFixture(data);
    Path types = Files.createDirectories(data.resolve("types/report-types"));
    Files.writeString(types.resolve("posts.json"), TYPE);
    Files.writeString(types.resolve("index.json"), "[\"posts\"]");
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/v2/posts", TypeIT::answer);
    api.setExecutor(THREADS);
    api.start();
  }

  @AfterAll
  static void stop() {
    api.stop(0);
    THREADS.shutdownNow();
    aws.close();
  }

  @Test
  void killsDoNotChangeTheArtifacts() throws Exception {
    latencyMillis = 0;
    run("undisturbed");
    Map<String, String> undisturbed = artifacts("undisturbed");
    assertThat(undisturbed)
        .containsOnlyKeys(
            "report.csv",
            "report.xlsx",
            "report.html",
            "report.jsonl",
            "report.parquet",
            "summary.json");
    String csv =
        new String(aws.object("undisturbed", folder() + "report.csv"), StandardCharsets.UTF_8);
    assertThat(csv)
        .isEqualTo(
            "\uFEFFNo.;Title;Words\r\n"
                + IntStream.range(0, RECORDS)
                    .mapToObj(i -> "%d;Title %d;%d,50\r\n".formatted(i, i, i))
                    .collect(Collectors.joining()));

    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    latencyMillis = 30;
    int resumed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (WorkerProcess worker = startWorker("killed")) {
        int until = REQUESTS.get() + 1 + random.nextInt(8);
        boolean ended = worker.endsWithin(0);
        while (!ended && REQUESTS.get() < until) {
          ended = worker.endsWithin(10);
        }
        worker.kill();
        resumed += RESUMED.matcher(worker.log()).find() ? 1 : 0;
      }
    }
    latencyMillis = 0;
    run("killed");
    assertThat(resumed).isPositive();
    assertThat(artifacts("killed")).as("seed %d", seed).isEqualTo(undisturbed);
  }

  @Test
  void aTypeThatDoesNotExistIsAnInvalidRequest() throws Exception {
    Map<String, String> environment = environment("none");
    environment.put("REPORT_REQUEST", REQUEST.replace("posts", "pasts"));
    try (WorkerProcess worker = WorkerProcess.startWith(environment, data.resolve("types"))) {
      assertThat(worker.await()).as(worker.log()).isEqualTo(65);
    }
  }

  private static void run(String bucket) throws Exception {
    try (WorkerProcess worker = startWorker(bucket)) {
      assertThat(worker.await()).as(worker.log()).isZero();
      assertThat(worker.log()).contains(CLIENT).doesNotContain("s3cr3t");
    }
  }

  private static WorkerProcess startWorker(String bucket) throws IOException {
    return WorkerProcess.startWith(environment(bucket), data.resolve("types"));
  }

  private static Map<String, String> environment(String bucket) {
    aws.bucket(bucket);
    Map<String, String> environment = aws.environment(URI.create("http://127.0.0.1:1"));
    environment.put("BUCKET_NAME", bucket);
    environment.put("REPORT_REQUEST", REQUEST);
    environment.put("EXECUTION_NAME", REPORT + "-1");
    environment.put("EXECUTION_STARTED_AT", "2026-11-24T10:00:00Z");
    environment.put("SOURCE_URL", "http://127.0.0.1:%d/v2".formatted(api.getAddress().getPort()));
    environment.put("SOURCE_TOKEN", "s3cr3t");
    environment.put("CHECKPOINT_MILLIS", "50");
    return environment;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      REQUESTS.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(latencyMillis);
      String query = exchange.getRequestURI().getQuery();
      boolean allowed =
          "s3cr3t".equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))
              && query.startsWith("author=" + CLIENT);
      int from = query.contains("&from=") ? Integer.parseInt(query.replaceAll(".*&from=", "")) : 0;
      if (from + PAGE < RECORDS) {
        exchange
            .getResponseHeaders()
            .add(
                "Link",
                "</v2/posts?author=%s&from=%d>; rel=\"next\"".formatted(CLIENT, from + PAGE));
      }
      String page =
          IntStream.range(from, from + PAGE)
              .mapToObj(
                  i ->
                      "{\"id\":%d,\"words\":%d.50,\"meta\":{\"title\":\"Title %d\"}}"
                          .formatted(i, i, i))
              .collect(Collectors.joining(", ", "[", "]"));
      byte[] body = page.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(allowed ? 200 : 403, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The SHA-256 of each artifact by name, without the timings. */
  private static Map<String, String> artifacts(String bucket) throws Exception {
    Map<String, String> fingerprints = new TreeMap<>();
    JsonNode manifest = JSON.readTree(aws.object(bucket, folder() + "manifest.json"));
    for (JsonNode artifact : manifest.get("artifacts")) {
      String name = artifact.get("name").textValue();
      byte[] bytes = aws.object(bucket, artifact.get("key").textValue());
      if (name.equals("summary.json")) {
        bytes = JSON.writeValueAsBytes(((ObjectNode) JSON.readTree(bytes)).without("timings"));
      }
      fingerprints.put(name, AwsFixture.sha256(bytes));
    }
    return fingerprints;
  }

  private static String folder() {
    return "reports-posts/" + REPORT + "/1-1795514400/";
  }
}
