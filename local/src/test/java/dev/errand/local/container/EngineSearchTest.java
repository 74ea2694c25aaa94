package dev.errand.local.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.container.ContainerEngine.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine answers is a stand-in's: a machine has one engine or none. */
class EngineSearchTest {

  private static final String PODMAN = "echo WARN of podman >&2; echo engine:4.3.1";
  private static final String DOCKER = "echo \"engine:28.2.2 Debian GNU/Linux [name=seccomp]\"";

  @TempDir private Path folder;

  @Test
  void thereIsNoneWithoutAnExecutable() {
    assertThat(search()).isEqualTo(none("podman is not installed; docker is not installed"));
  }

  @Test
  void podmanComesBeforeDocker() throws IOException {
    engine(Kind.PODMAN, PODMAN);
    engine(Kind.DOCKER, DOCKER);

    assertThat(search().engine())
        .hasValueSatisfying(found -> assertThat(found).hasToString("podman 4.3.1"));
  }

  @Test
  void dockerIsTakenWherePodmanDoesNotAnswer() throws IOException {
    engine(Kind.PODMAN, "echo no storage; exit 125");
    engine(Kind.DOCKER, DOCKER);

    assertThat(search().engine())
        .hasValueSatisfying(found -> assertThat(found).hasToString("docker 28.2.2"));
  }

  @Test
  void aCommandWithoutAnEngineIsNone() throws IOException {
    engine(Kind.DOCKER, "echo engine:; echo 'Cannot connect to the Docker daemon.' >&2; exit 1");

    assertThat(search())
        .isEqualTo(
            none(
                "podman is not installed; docker does not answer (Cannot connect to the Docker"
                    + " daemon.)"));
  }

  @Test
  void anOldCommandThatSucceedsWithoutAnEngineIsNone() throws IOException {
    engine(Kind.DOCKER, "echo 'engine:  []'; echo 'Cannot connect to the Docker daemon.' >&2");

    assertThat(search().engine()).isEmpty();
  }

  @Test
  void anEngineWithANetworkOfItsOwnIsNone() throws IOException {
    engine(Kind.DOCKER, "echo 'engine:28.2.2 Ubuntu [name=seccomp name=rootless]'");

    assertThat(search().reason())
        .contains("the containers of docker have a network of their own (name=rootless)");
  }

  private void engine(Kind kind, String script) throws IOException {
    StandInEngine.of(folder, kind, script);
  }

  private EngineSearch.Found search() {
    return EngineSearch.in(Map.of("PATH", folder.toString()));
  }

  private static EngineSearch.Found none(String reason) {
    return new EngineSearch.Found(Optional.empty(), reason);
  }
}
