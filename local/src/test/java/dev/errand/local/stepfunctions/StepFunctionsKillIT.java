package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepFunctionsKillIT {

  private static final int EXECUTIONS = 60;
  private static final int KILLS = 12;

  @TempDir Path folder;

  @Test
  void losesNothingWhenItsProcessIsKilledAtAnyMoment() throws Exception {
    Random random = new Random();
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start();
      int linesBefore = lines("events").size();
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> lines("events").size() > linesBefore || lines("all").size() > 0);
      process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }

    Process last = start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  lines("events").stream().filter(l -> l.endsWith(" SUCCEEDED")).distinct().count()
                      == EXECUTIONS);
    } finally {
      last.destroyForcibly().waitFor();
    }

    assertThat(lines("accepted")).contains("e0", "e" + (EXECUTIONS - 1));
    StepFunctionsStore store = new StepFunctionsStore(folder.resolve("data"));
    Map<Boolean, List<Execution>> all =
        store
            .executions()
            .collect(Collectors.partitioningBy(run -> run.start().mapRun().isPresent()));
    assertThat(all.get(true))
        .hasSize(3 * EXECUTIONS)
        .allSatisfy(child -> assertThat(child.status()).isEqualTo(Status.SUCCEEDED));
    assertThat(store.mapRuns().all())
        .hasSize(EXECUTIONS)
        .allSatisfy(run -> assertThat(run.status()).isEqualTo(MapRun.MapRunStatus.SUCCEEDED));
    List<Execution> executions = all.get(false);
    assertThat(executions).hasSize(EXECUTIONS);
    for (Execution execution : executions) {
      String name = execution.start().name();
      assertThat(execution.status()).as(name).isEqualTo(Status.SUCCEEDED);
      assertThat(execution.outcome().output())
          .hasValue("{\"n\":3,\"i\":%s,\"list\":[1,2,3]}".formatted(name.substring(1)));
      assertThat(lines("events")).contains(name + " RUNNING", name + " SUCCEEDED");
      assertThat(lines("events").indexOf(name + " RUNNING"))
          .isLessThan(lines("events").indexOf(name + " SUCCEEDED"));
      assertThatHistoryIsWhole(store.history(execution));
    }
  }

  private static void assertThatHistoryIsWhole(List<ObjectNode> history) {
    for (int i = 0; i < history.size(); i++) {
      assertThat(history.get(i).path("id").intValue()).isEqualTo(i + 1);
    }
    List<String> types = history.stream().map(event -> event.path("type").asText()).toList();
    assertThat(types)
        .containsOnlyOnce(
            "ExecutionStarted", "MapRunStarted", "MapRunSucceeded", "ExecutionSucceeded");
    assertThat(types).first().isEqualTo("ExecutionStarted");
    assertThat(types).last().isEqualTo("ExecutionSucceeded");
    assertThat(types.stream().filter("TaskSucceeded"::equals).count()).isEqualTo(6);
    assertThat(types.stream().filter("TaskStateExited"::equals).count()).isEqualTo(6);
    assertThat(types.stream().filter("MapIterationSucceeded"::equals).count()).isEqualTo(3);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledService.class.getName(),
            folder.toString(),
            "" + EXECUTIONS)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }
}
