package dev.errand.local.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.container.ContainerEngine.Kind;
import dev.errand.local.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerRunTest {

  private static final Path FOLDER = Path.of("/stage/tasks/1");
  private static final Path LOG = FOLDER.resolve("task.log");

  @Test
  void podmanRunsTheContainerAsItsTaskDefinitionSays() {
    Program program =
        program(
            Kind.PODMAN,
            new ContainerRun(
                "task-errand-sums-1",
                "localhost/errand-sums:abc",
                Map.of("REPORT_REQUEST", "{}", "BUCKET_NAME", "reports"),
                List.of("--fast"),
                new Confinement(512, true, Optional.of("1000:1000"), List.of("/scratch"))));

    assertThat(program.command())
        .containsExactly(
            "setsid",
            "/usr/bin/podman",
            "run",
            "--name",
            "task-errand-sums-1",
            "--pull",
            "never",
            "--network",
            "host",
            "--log-driver",
            "none",
            "--memory",
            "512m",
            "--memory-swap",
            "512m",
            "--read-only",
            "--read-only-tmpfs=false",
            "--http-proxy=false",
            "--user",
            "1000:1000",
            "--volume",
            "/scratch",
            "--env",
            "BUCKET_NAME",
            "--env",
            "REPORT_REQUEST",
            "localhost/errand-sums:abc",
            "--fast");
    assertThat(program.log()).isEqualTo(LOG);
  }

  @Test
  void dockerGetsNoOptionThatOnlyPodmanHas() {
    assertThat(program(Kind.DOCKER, run(Map.of())).command())
        .containsExactly(
            "setsid",
            "/usr/bin/docker",
            "run",
            "--name",
            "task",
            "--pull",
            "never",
            "--network",
            "host",
            "--log-driver",
            "none",
            "--memory",
            "256m",
            "--memory-swap",
            "256m",
            "image");
  }

  @Test
  void aSecretIsInTheEnvironmentOfTheCommandAndNotInItsArguments() {
    Program program = program(Kind.PODMAN, run(Map.of("TOKEN", "s3cret")));

    assertThat(program.environment()).containsEntry("TOKEN", "s3cret");
    assertThat(String.join(" ", program.command()))
        .contains("--env TOKEN")
        .doesNotContain("s3cret");
  }

  @Test
  void aVariableOfTheTaskDoesNotConfigureTheEngine() {
    Program program =
        new ContainerRun(
                "task",
                "image",
                Map.of("DOCKER_HOST", "tcp://elsewhere", "PATH", "/app/bin"),
                List.of(),
                confinement())
            .program(
                engine(Kind.DOCKER),
                "task",
                Map.of("DOCKER_HOST", "unix:///run/docker.sock", "AWS_PROFILE", "mine"),
                FOLDER,
                LOG);

    assertThat(program.environment()).isEqualTo(Map.of("DOCKER_HOST", "unix:///run/docker.sock"));
    assertThat(program.command())
        .contains("DOCKER_HOST=tcp://elsewhere", "PATH=/app/bin")
        .doesNotContain("AWS_PROFILE");
  }

  private static ContainerRun run(Map<String, String> environment) {
    return new ContainerRun("task", "image", environment, List.of(), confinement());
  }

  private static Confinement confinement() {
    return new Confinement(256, false, Optional.empty(), List.of());
  }

  private static Program program(Kind kind, ContainerRun run) {
    return run.program(engine(kind), "task", Map.of(), FOLDER, LOG);
  }

  private static ContainerEngine engine(Kind kind) {
    return new ContainerEngine(kind, Path.of("/usr/bin", kind.command()), "1");
  }
}
