package dev.errand.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Checkout;
import dev.errand.local.container.ContainerEngine.Kind;
import dev.errand.local.container.ImageBuilds;
import dev.errand.local.container.StandInEngine;
import dev.errand.local.ecs.ContainerImages;
import dev.errand.local.template.TaskDefinitionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is a stand-in that builds everything, or nothing. */
class OwnWorkerImagesTest {

  private static final List<TaskDefinitionSpec> BOTH = List.of(task("records"), task("sums"));

  @TempDir private Path root;
  private final List<String> statusLines = new ArrayList<>();

  @BeforeEach
  void addAType() throws IOException {
    Path type = Files.createDirectories(root.resolve("report-types/sums"));
    Files.writeString(type.resolve("Dockerfile"), "FROM base\n");
  }

  @Test
  void withoutATypeThatHasAnImageNoEngineIsAsked() throws IOException {
    StandInEngine engine = podman("exit 0");

    assertThat(images().build(List.of(task("records")), OwnWorkerMode.CONTAINER)).isEmpty();

    assertThat(engine.calls()).isEmpty();
    assertThat(statusLines).isEmpty();
  }

  @Test
  void anEngineThatAnswersIsUsed() throws IOException {
    StandInEngine engine = podman("[ $1 = info ] && echo engine:4.3.1; [ $1 != image ]");

    Optional<ImageBuilds> builds = images().build(BOTH, OwnWorkerMode.AUTO);

    assertThat(builds).isPresent();
    assertThat(engine.calls())
        .anyMatch(call -> call.startsWith("build --tag localhost/stack-sums:"));
    assertThat(statusLines).startsWith("Tasks of stack-sums run as containers of podman 4.3.1");
  }

  @Test
  void withoutAnEngineTheyAreProcessesAndTheReasonIsSaid() {
    assertThat(images().build(BOTH, OwnWorkerMode.AUTO)).isEmpty();

    assertThat(statusLines)
        .containsExactly(
            "Tasks of stack-sums run as processes: podman is not installed; docker is not"
                + " installed");
  }

  @Test
  void processesNeedNoEngineToBeAsked() throws IOException {
    StandInEngine engine = podman("exit 0");

    assertThat(images().build(BOTH, OwnWorkerMode.PROCESS)).isEmpty();

    assertThat(engine.calls()).isEmpty();
    assertThat(statusLines)
        .containsExactly("Tasks of stack-sums run as processes: by --workers process");
  }

  @Test
  void containersThatAreDemandedAreRefusedWithoutAnEngine() {
    assertThatThrownBy(() -> images().build(BOTH, OwnWorkerMode.CONTAINER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("podman is not installed")
        .hasMessageContaining("errand up --workers process");
  }

  @Test
  void anImageThatCannotBeBuiltKeepsTheStageFromStarting() throws IOException {
    podman("[ $1 = info ] && echo engine:4.3.1 && exit; echo no registry; exit 1");

    assertThatThrownBy(() -> images().build(BOTH, OwnWorkerMode.AUTO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no registry")
        .hasMessageContaining("errand up --workers process");
  }

  private StandInEngine podman(String script) throws IOException {
    return StandInEngine.of(root.resolve("bin"), Kind.PODMAN, script);
  }

  private OwnWorkerImages images() {
    return new OwnWorkerImages(
        ContainerImages.of(new Checkout(root), "stack"),
        Map.of("PATH", root.resolve("bin").toString()),
        root,
        statusLines::add);
  }

  private static TaskDefinitionSpec task(String type) {
    return new TaskDefinitionSpec(
        "Task", "arn:aws:ecs:::" + type, "stack-" + type, "256", "512", false, List.of());
  }
}
