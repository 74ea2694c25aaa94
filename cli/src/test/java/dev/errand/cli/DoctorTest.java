package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.json.Json;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path folder;

  @Test
  void saysThatContainersOfOnesOwnRunAsProcessesWhereNoEngineAnswers() throws IOException {
    command("docker", "echo 'Cannot connect to the Docker daemon.' >&2; exit 1");

    Json check = check("own workers");

    assertThat(check.at("state").text()).isEqualTo("ok");
    assertThat(check.at("found").text())
        .isEqualTo(
            "as processes: podman is not installed; docker does not answer (Cannot connect to the"
                + " Docker daemon.)");
    assertThat(check.at("advice").text()).contains("Podman");
  }

  @Test
  void saysWhichEngineRunsThem() throws IOException {
    command("podman", "echo engine:4.3.1");

    assertThat(check("own workers").at("found").text()).isEqualTo("as containers of podman 4.3.1");
  }

  @Test
  void warnsOfATakenPortSinceAStageCanHaveAnother() throws IOException {
    ServerSocket taken = takenPort();
    try {
      Json check = check("port 8080");

      assertThat(check.at("state").text()).isEqualTo("warn");
      assertThat(check.at("advice").text()).contains("--port 0");
    } finally {
      taken.close();
    }
  }

  private static ServerSocket takenPort() throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
    } catch (BindException takenByAnother) {
      // the port is taken either way
    }
    return socket;
  }

  private Json check(String name) {
    Errand.Ended ended =
        new Errand(folder)
            .with("PATH", folder.toString())
            .with("ERRAND_DATA", folder.resolve("none").toString())
            .run("doctor", "--json");
    return Samples.parse(ended.out()).at("checks").list().stream()
        .filter(check -> check.at("check").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void command(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
