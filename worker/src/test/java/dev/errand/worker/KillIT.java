package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report is the same, byte for byte, whenever its worker is killed. {@code -Derrand.kills} sets
 * how often it is.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("errand.kills", 24);
  private static final Pattern RESUMED = Pattern.compile("Continuing at record [1-9]");
  private static final String REPORT = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String REQUEST =
      """
      {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-12-31"}}"""
          .formatted(SlowRecordsApi.CLIENT);

  @TempDir static Path data;

  private static AwsFixture aws;
  private static SlowRecordsApi recordsApi;
  private static Map<String, String> undisturbed;

  @BeforeAll
  static void start() throws Exception {
    aws = new AwsFixture(data);
    recordsApi = new SlowRecordsApi();
    run("undisturbed");
    undisturbed = artifacts("undisturbed");
    assertThat(undisturbed).hasSize(4);
  }

  @AfterAll
  static void stop() {
    recordsApi.close();
    aws.close();
  }

  /**
   * Every other kill comes at a random moment of the start or of the first pages, the others while
   * pages are read. Seeded fault: without checkpoints, no worker continues after a kill.
   */
  @Test
  void manyKillsDoNotChangeTheArtifacts() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    recordsApi.takes(100);
    int kills = 0;
    int resumed = 0;
    while (kills < KILLS) {
      try (WorkerProcess worker = start("killed")) {
        boolean ended =
            kills % 2 == 0
                ? worker.endsWithin(random.nextLong(100, 1300))
                : endsBefore(worker, recordsApi.requests() + 12);
        if (!ended) {
          worker.kill();
          kills++;
        }
        resumed += RESUMED.matcher(worker.log()).find() ? 1 : 0;
      }
    }
    run("killed");

    assertThat(resumed).isGreaterThan(KILLS / 5);
    assertThat(artifacts("killed")).as("seed %d", seed).isEqualTo(undisturbed);
    assertThat(aws.uploads("killed")).isEmpty();
  }

  private static boolean endsBefore(WorkerProcess worker, int requests)
      throws InterruptedException {
    boolean ended = worker.endsWithin(0);
    while (!ended && recordsApi.requests() < requests) {
      ended = worker.endsWithin(10);
    }
    return ended;
  }

  @Test
  void theNextAttemptContinuesFromTheCheckpointOfSigterm() throws Exception {
    recordsApi.takes(100);
    int before = recordsApi.requests();
    try (WorkerProcess worker = start("stopped")) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> recordsApi.requests() > before + 12);
      worker.terminate();
      assertThat(worker.await()).as(worker.log()).isEqualTo(75);
      assertThat(worker.lastLine()).contains("The next attempt continues from its checkpoint");
    }
    assertThat(aws.progress(REPORT).get("failure").m().get("code").s()).isEqualTo("interrupted");

    assertThat(run("stopped")).contains("Continuing at record ").doesNotContain("at record 0 ");
    assertThat(artifacts("stopped")).isEqualTo(undisturbed);
  }

  @Test
  void sigtermEndsAWorkerThatWaitsForAnAnswerWithinTwoSeconds() throws Exception {
    try (UnresponsiveServer server = new UnresponsiveServer(Map.of())) {
      Map<String, String> environment = environment("waiting");
      environment.put("RECORDS_API_URL", server.endpoint().toString());
      try (WorkerProcess worker = WorkerProcess.start(environment)) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !server.requests().isEmpty());
        worker.terminate();
        assertThat(worker.endsWithin(2000)).as(worker.log()).isTrue();
        assertThat(worker.await()).isEqualTo(75);
        assertThat(worker.lastLine()).contains("\"code\":\"interrupted\"");
      }
    }
  }

  @Test
  void theDeadlineEndsAJob() throws Exception {
    recordsApi.takes(1000);
    Map<String, String> environment = environment("late");
    environment.put("DEADLINE_SECONDS", "3");
    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      assertThat(worker.await()).as(worker.log()).isEqualTo(79);
      assertThat(worker.lastLine()).contains("not complete at its deadline");
    }
  }

  /** Runs a worker to its end and returns its log. */
  private static String run(String bucket) throws Exception {
    recordsApi.takes(0);
    try (WorkerProcess worker = WorkerProcess.startToEnd(environment(bucket))) {
      assertThat(worker.await()).as(worker.log()).isZero();
      return worker.log();
    }
  }

  private static WorkerProcess start(String bucket) throws IOException {
    return WorkerProcess.start(environment(bucket));
  }

  private static Map<String, String> environment(String bucket) {
    aws.bucket(bucket);
    Map<String, String> environment = aws.environment(recordsApi.endpoint());
    environment.put("BUCKET_NAME", bucket);
    environment.put("REPORT_REQUEST", REQUEST);
    environment.put("EXECUTION_NAME", REPORT + "-1");
    environment.put("EXECUTION_STARTED_AT", "2026-11-24T10:00:00Z");
    environment.put("RECORDS_API_PAGE_SIZE", "200");
    environment.put("RECORDS_API_CONNECTIONS", "3");
    environment.put("CHECKPOINT_MILLIS", "100");
    return environment;
  }

  /** The SHA-256 of each artifact by name, without the timings. */
  private static Map<String, String> artifacts(String bucket) throws Exception {
    Map<String, String> fingerprints = new TreeMap<>();
    for (JsonNode artifact : json(bucket, "manifest.json").get("artifacts")) {
      String name = artifact.get("name").textValue();
      byte[] bytes = aws.object(bucket, "reports/" + REPORT + "/1-1795514400/" + name);
      if (name.equals("summary.json")) {
        bytes = JSON.writeValueAsBytes(((ObjectNode) JSON.readTree(bytes)).without("timings"));
      }
      fingerprints.put(name, AwsFixture.sha256(bytes));
    }
    return fingerprints;
  }

  private static JsonNode json(String bucket, String name) throws IOException {
    return JSON.readTree(aws.object(bucket, "reports/" + REPORT + "/1-1795514400/" + name));
  }
}
