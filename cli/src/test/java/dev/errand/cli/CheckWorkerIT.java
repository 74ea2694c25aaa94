package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.local.process.ClassArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code errand check-worker} tells workers from other commands. */
@InTurnWithSharedStage
class CheckWorkerIT {

  private static final Path EXAMPLE = StageProcess.ROOT.resolve("examples/own-worker");

  @TempDir private Path folder;

  @Test
  void theWorkerOfTheProjectCompliesWithEveryRule() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path app = StageProcess.ROOT.resolve("worker/target/app");

    ClassArchive classes = ClassArchive.of(app);
    List<String> command =
        new ArrayList<>(
            List.of("--", java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(classes.isMade() ? classes.options() : List.of());
    command.addAll(List.of("-jar", app.resolve("worker.jar").toString()));

    Errand.Ended ended = check(command.toArray(String[]::new));

    assertThat(ended.code()).as(ended.out() + ended.errors()).isZero();
    assertThat(ended.out())
        .contains("It is a worker.", "[docs/worker-contract.md#fence]")
        .doesNotContain("FAIL", "warn");
  }

  @Test
  void theWorkerInPythonCompliesWithEveryRule() throws Exception {
    Python.assumeBoto3();

    Errand.Ended ended = check("--", "python3", "-B", EXAMPLE.resolve("worker.py").toString());

    assertThat(ended.code()).as(ended.out() + ended.errors()).isZero();
    assertThat(ended.out()).contains("It is a worker.").doesNotContain("FAIL", "warn");
  }

  @Test
  void aWorkerThatBreaksRulesFailsAtTheirLines() throws Exception {
    Python.assumeBoto3();
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("end(64, name", "end(1, name");
    faults.put("hashlib.sha256(body)", "hashlib.sha256(body + b'x')");
    faults.put(
        "\"attribute_not_exists(task_order) OR",
        "\"attribute_exists(pk) OR attribute_not_exists(pk) OR");
    faults.put("lambda *_: end(75, \"The task was stopped.\")", "signal.SIG_IGN");
    faults.put("\"updated_at\": now(),", "");
    faults.put("self.progress(\"done\")", "log('INFO', os.environ['RECORDS_API_TOKEN'])");
    faults.put("signal.alarm(", "print(");
    faults.put(
        "        key = self.prefix + name\n",
"""
        key = self.prefix + name
        if name == "totals.csv":
            body += os.environ["TASK_NUMBER"].encode()
""");
    faults.put(
        "    def complete(self, rows):\n",
"""
    def complete(self, rows):
        self.write_manifest(rows)
        self.put("late.txt", "text/plain", b"")
        self.prefix = "other/"
        self.put("x", "text/plain", b"")

    def write_manifest(self, rows):
""");
    Path worker = worker(faults);

    JsonNode result =
        checkJson(1, "--stop-timeout", "2s", "--", "python3", "-B", worker.toString());

    assertThat(result.path("is_worker").asBoolean(true)).isFalse();
    assertThat(broken(result))
        .containsExactly(
            "missing-request",
            "artifacts",
            "manifest-last",
            "prefixes",
            "progress",
            "progress-done",
            "late-task",
            "superseded",
            "stopped",
            "continued-after-stop",
            "continued-after-first-write",
            "continued-before-manifest",
            "deadline",
            "secrets",
            "log-lines");
  }

  @Test
  void aCommandThatDoesNothingIsNoWorker() throws Exception {
    JsonNode result = checkJson(1, "--", "true");

    assertThat(broken(result))
        .contains("missing-request", "invalid-request", "manifest", "progress", "superseded")
        .doesNotContain("report", "secrets");
  }

  /** The example with texts of {@code task.py} replaced. */
  private Path worker(Map<String, String> faults) throws IOException {
    String task = Files.readString(EXAMPLE.resolve("task.py"));
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      assertThat(task).contains(fault.getKey());
      task = task.replace(fault.getKey(), fault.getValue());
    }
    Files.writeString(folder.resolve("task.py"), task);
    return Files.copy(EXAMPLE.resolve("worker.py"), folder.resolve("worker.py"));
  }

  private JsonNode checkJson(int exitCode, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of(arguments));
    Errand.Ended ended = check(all.toArray(String[]::new));
    assertThat(ended.code()).as(ended.out() + ended.errors()).isEqualTo(exitCode);
    return new ObjectMapper().readTree(ended.out());
  }

  private static List<String> broken(JsonNode result) {
    List<String> broken = new ArrayList<>();
    for (JsonNode rule : result.path("rules")) {
      if (!rule.path("holds").asBoolean()) {
        broken.add(rule.path("rule").asText());
      }
    }
    return broken;
  }

  private Errand.Ended check(String... arguments) {
    List<String> all = new ArrayList<>(List.of("check-worker", "--data", folder.toString()));
    all.addAll(List.of(arguments));
    return new Errand(folder).run(all.toArray(String[]::new));
  }
}
