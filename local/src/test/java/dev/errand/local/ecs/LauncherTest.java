package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Account;
import dev.errand.local.process.ClassArchive;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.states.value.Json;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  @TempDir private Path folder;

  @Test
  void aTaskThatCannotBeStartedLeavesTheClassArchiveToTheNext() throws Exception {
    Path app = Files.createDirectories(folder.resolve("app"));
    ContainerImage image = new ContainerImage(app, folder.resolve("Dockerfile"));
    TaskFiles files = new TaskFiles(Files.createDirectories(folder.resolve("tasks")));
    Files.createFile(files.processes());
    WorkerArchives archives = new WorkerArchives();
    Launcher launcher = new Launcher(settings(image), files, archives);

    assertThatThrownBy(() -> launcher.launch("1", request()))
        .isInstanceOf(UncheckedIOException.class);

    ClassArchive archive = archives.of(image).orElseThrow();
    assertThat(archive.optionsOf("next"))
        .anyMatch(option -> option.startsWith("-XX:ArchiveClassesAtExit="));
    assertThat(archive.isWrittenBy("next")).isTrue();
  }

  private Ecs.Settings settings(ContainerImage image) {
    return new Ecs.Settings(
        folder,
        new Account("000000000000", "us-east-1", "id", "secret"),
        List.of(),
        List.of(),
        definition -> image,
        Map.of(),
        secret -> Optional.empty(),
        1);
  }

  private static RunTaskRequest request() {
    TaskDefinitionSpec.ContainerSpec container =
        new TaskDefinitionSpec.ContainerSpec(
            "worker", "image", Map.of(), Map.of(), Duration.ofSeconds(30), Optional.empty());
    TaskDefinitionSpec definition =
        new TaskDefinitionSpec(
            "Task", "arn:aws:ecs:::worker", "worker", "256", "512", false, List.of(container));
    return new RunTaskRequest(
        new ClusterSpec("Cluster", "cluster", "arn:aws:ecs:::cluster", true),
        new TaskDefinition(definition, 1, true),
        container,
        Json.object(),
        Map.of(),
        List.of(),
        "test");
  }
}
