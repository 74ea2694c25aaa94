package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In which order {@code deploy/release} calls the tools that need an account. They are programs
 * that note how they were called: what they do on AWS is not tested here.
 */
class ReleaseTest {

  private static final String REPOSITORY =
      "000000000000.dkr.ecr.eu-central-1.example/errand/worker";

  @TempDir private Path folder;
  private Path checkout;

  @BeforeEach
  void makeACheckout() throws Exception {
    checkout = Files.createDirectories(folder.resolve("checkout/deploy")).getParent();
    Files.copy(Deployment.ROOT.resolve("deploy/release"), checkout.resolve("deploy/release"));
    Files.copy(Deployment.ROOT.resolve("samconfig.toml"), checkout.resolve("samconfig.toml"));
    for (List<String> command :
        List.of(
            List.of("git", "init", "--quiet"),
            List.of("git", "add", "."),
            List.of(
                "git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "t"),
            List.of("git", "tag", "-m", "t", "v1"))) {
      assertThat(run(command, Map.of("GIT_COMMITTER_NAME", "t", "GIT_COMMITTER_EMAIL", "t@t")))
          .as("%s", command)
          .isZero();
    }
    tool("mvn", "");
    tool("docker", "[ \"$1\" != login ] || cat > /dev/null");
    tool("sam", "touch \"$CALLS.stack\"");
    tool(
        "aws",
        """
        case "$*" in
          *describe-stacks*) [ -e "$CALLS.stack" ] && echo %s ;;
          *describe-images*) [ -e "$CALLS.image" ] ;;
        esac
        """
            .formatted(REPOSITORY));
  }

  @Test
  void aFirstReleaseMakesTheStackAndThenPushesTheImageIntoItsRepository() throws Exception {
    assertThat(release("production", "VpcId=vpc-1")).isZero();

    assertThat(calls())
        .containsSubsequence(
            "mvn --batch-mode --quiet -DskipTests package",
            "sam deploy --config-env production --parameter-overrides Version=v1 VpcId=vpc-1",
            "docker build -t " + REPOSITORY + ":v1 worker",
            "docker push " + REPOSITORY + ":v1");
  }

  @Test
  void aFurtherReleasePushesTheImageBeforeATaskDefinitionNamesIt() throws Exception {
    Files.createFile(folder.resolve("calls.stack"));

    assertThat(release("development")).isZero();

    assertThat(calls())
        .containsSubsequence(
            "docker push " + REPOSITORY + ":v1",
            "sam deploy --config-env development --parameter-overrides Version=v1");
  }

  @Test
  void anImageThatIsThereIsNotBuiltAgain() throws Exception {
    Files.createFile(folder.resolve("calls.stack"));
    Files.createFile(folder.resolve("calls.image"));

    assertThat(release("production")).isZero();

    assertThat(calls()).noneMatch(call -> call.startsWith("docker"));
  }

  @Test
  void nothingIsReleasedThatNoCommitHas() throws Exception {
    Files.writeString(checkout.resolve("new"), "");

    assertThat(release("production")).isEqualTo(65);

    assertThat(folder.resolve("calls")).doesNotExist();
  }

  @Test
  void anUnknownEnvironmentIsRefused() throws Exception {
    assertThat(release("staging")).isEqualTo(64);

    assertThat(folder.resolve("calls")).doesNotExist();
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private int release(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("deploy/release"));
    command.addAll(List.of(arguments));
    return run(
        command,
        Map.of(
            "CALLS",
            folder.resolve("calls").toString(),
            "PATH",
            folder.resolve("bin") + ":" + System.getenv("PATH")));
  }

  private int run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void tool(String name, String body) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\necho \"%s $*\" >> \"$CALLS\"\n%s".formatted(name, body));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
