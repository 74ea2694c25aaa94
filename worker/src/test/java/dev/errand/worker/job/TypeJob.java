package dev.errand.worker.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressListener;
import dev.errand.worker.records.ApiSecret;
import dev.errand.worker.records.Authentication;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.records.Proxies;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.records.RetryPolicy;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.type.DeclaredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs reports of declared types in this process. */
final class TypeJob {

  static final RecordsApiSettings.Limits LIMITS =
      new RecordsApiSettings.Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          1 << 20,
          new RetryPolicy(
              5,
              3,
              Duration.ofMillis(1),
              Duration.ofMillis(10),
              Duration.ofSeconds(5),
              Duration.ofSeconds(20)));

  private static final ExecutionId EXECUTION =
      new ExecutionId(Attempt.fromExecutionName("a-report"), Instant.parse("2026-11-24T10:00:00Z"));
  private static final JsonMapper MAPPER = new JsonMapper();

  final List<String> log = new CopyOnWriteArrayList<>();
  final StopSignal stop = new StopSignal(Clock.systemUTC(), Optional.empty());
  private final Path folder;
  private Proxies proxies = Proxies.NONE;
  private ApiSecret secret = ApiSecret.fixed("secret");

  TypeJob(Path folder) {
    this.folder = folder;
  }

  TypeJob with(ApiSecret other) {
    secret = other;
    return this;
  }

  TypeJob with(Proxies other) {
    proxies = other;
    return this;
  }

  void run(String typeJson, URI endpoint, String requestJson) {
    try {
      Map<String, Object> description = JSON.std.mapFrom(typeJson);
      Map<String, Object> request = JSON.std.mapFrom(requestJson);
      DeclaredType type = DeclaredType.read("orders", description);
      RecordsApiSettings settings =
          new RecordsApiSettings(
              endpoint,
              Authentication.of(type.source().auth(), secret, LIMITS, proxies),
              3,
              ShapedApi.PAGE_SIZE,
              type.source().maxRequestsPerSecond(),
              proxies,
              LIMITS);
      Clock clock = Clock.systemUTC();
      try (Progress progress =
          new Progress(() -> snapshot -> {}, ProgressListener.NONE, e -> {}, clock)) {
        new Job(
                new DeclaredReport(
                    type,
                    description,
                    request,
                    new LinkedHashSet<>(type.output().formats()),
                    new RecordSource(type, endpoint, request)),
                EXECUTION,
                new FolderStore(folder),
                new PageClient(settings, log::add, retries -> {}),
                progress,
                stop,
                Duration.ZERO,
                clock,
                log::add)
            .run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String artifact(String name) throws IOException {
    return Files.readString(file(name), StandardCharsets.UTF_8);
  }

  Path file(String name) {
    return folder.resolve("reports-orders/a-report/1-1795514400").resolve(name);
  }

  /** The rows of the CSV. */
  String rows() throws IOException {
    String csv = artifact("report.csv");
    return csv.substring(csv.indexOf("\r\n") + 2);
  }

  JsonNode summary() throws IOException {
    return MAPPER.readTree(artifact("summary.json"));
  }

  /** All artifacts, without the timings. */
  Map<String, String> artifacts() throws IOException {
    Map<String, String> artifacts = new TreeMap<>();
    for (JsonNode artifact : summary().get("artifacts")) {
      String name = artifact.get("name").textValue();
      artifacts.put(name, artifact.get("sha256").textValue());
    }
    artifacts.put("summary.json", ((ObjectNode) summary()).without("timings").toString());
    return artifacts;
  }
}
