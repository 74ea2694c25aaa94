package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.states.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFilesTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void readsATaskWithTheMemberNamesOfAnOlderBuild() throws Exception {
    TaskFiles files = new TaskFiles(folder);
    Files.createDirectories(files.of(ID));
    Files.writeString(
        files.of(ID).resolve("task.json"),
        """
        {"id": "%s",
         "launch": {"clusterArn": "arn:c", "clusterName": "c", "definitionArn": "arn:d",
           "family": "d", "cpu": "256", "memory": "512", "containerName": "worker",
           "image": "image", "startedBy": "AWS Step Functions"},
         "overrides": {},
         "course": {"status": "STOPPED", "createdAt": "2026-01-31T08:00:00Z",
           "startedAt": null, "stoppingAt": "2026-01-31T08:00:01Z",
           "stoppedAt": "2026-01-31T08:00:02Z", "stopCode": "TaskFailedToStart",
           "stoppedReason": "no image", "exitCode": null}}"""
            .formatted(ID));

    Task task = files.stopped(ID).orElseThrow();

    assertThat(task.origin().family()).isEqualTo("d");
    assertThat(task.isStopped()).isTrue();
    assertThat(task.isToRun()).isFalse();
    assertThat(task.lifecycle().startedAt()).isEmpty();
    assertThat(task.lifecycle().stoppedAt()).hasValue(Instant.parse("2026-01-31T08:00:02Z"));
    assertThat(task.lifecycle().exitCode()).isEmpty();
  }

  @Test
  void readsATaskAsItWasSaved() {
    TaskFiles files = new TaskFiles(folder);
    Task.Origin origin = new Task.Origin("a", "c", "d", "f", "256", "512", "worker", "i", "by");
    Task task =
        new Task(
            ID,
            origin,
            Json.object(),
            Task.Lifecycle.provisioning(Instant.parse("2026-01-31T08:00:00Z")));

    files.save(task);

    assertThat(files.allStopped()).containsExactly(task);
  }
}
