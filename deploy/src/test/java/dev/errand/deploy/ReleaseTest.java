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

  /** That of this machine, in the template's word. */
  private String architecture =
      System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";

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
          *get-caller-identity*)
            [ ! -e "$CALLS.stranger" ] || { echo "ExpiredToken: The security token is expired" >&2; exit 254; }
            echo 000000000000 ;;
          *describe-stacks*)
            [ -e "$CALLS.stack" ] || { echo "Stack with id errand-production does not exist" >&2; exit 254; }
            case "$*" in *Architecture*) echo "$STACK_ARCHITECTURE" ;; *) echo %s ;; esac ;;
          *describe-images*) [ -e "$CALLS.image" ] ;;
        esac
        """
            .formatted(REPOSITORY));
  }

  @Test
  void aFirstReleaseMakesTheStackAndThenPushesTheImageIntoItsRepository() throws Exception {
    assertThat(release("production", "VpcId=vpc-1", "Architecture=" + architecture)).isZero();

    assertThat(calls())
        .containsSubsequence(
            "mvn --batch-mode --quiet -DskipTests package",
            "sam deploy --config-env production --parameter-overrides Version=v1 VpcId=vpc-1"
                + " Architecture="
                + architecture,
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
  void theAccountAndTheRegionAreSaidBeforeAnythingIsBuilt() throws Exception {
    assertThat(release("production", "Architecture=" + architecture)).isZero();

    assertThat(output())
        .contains("Releasing v1 as errand-production in account 000000000000, eu-central-1");
  }

  @Test
  void credentialsThatDoNotHoldEndItBeforeAnythingIsBuilt() throws Exception {
    Files.createFile(folder.resolve("calls.stranger"));

    assertThat(release("production")).isEqualTo(77);

    assertThat(output()).contains("ExpiredToken", "aws sts get-caller-identity");
    assertThat(calls()).noneMatch(call -> call.startsWith("mvn") || call.startsWith("sam"));
  }

  @Test
  void anotherFaultThanAMissingStackIsNotTakenForAFirstRelease() throws Exception {
    tool(
        "aws",
        """
        case "$*" in
          *get-caller-identity*) echo 000000000000 ;;
          *describe-stacks*) echo "AccessDenied: not authorized" >&2; exit 254 ;;
        esac
        """);

    assertThat(release("production")).isEqualTo(69);

    assertThat(output()).contains("AccessDenied");
    assertThat(calls()).noneMatch(call -> call.startsWith("sam"));
  }

  @Test
  void anImageOfAnotherArchitectureThanTheTasksIsNotBuilt() throws Exception {
    Files.createFile(folder.resolve("calls.stack"));
    architecture = "other";

    assertThat(release("production")).isEqualTo(65);

    assertThat(output())
        .contains("Architecture=other", "build it there, or release with Architecture=");
    assertThat(calls()).noneMatch(call -> call.startsWith("sam") || call.startsWith("docker"));
  }

  @Test
  void anArchitectureThatIsGivenIsTheOneThatCounts() throws Exception {
    Files.createFile(folder.resolve("calls.stack"));

    assertThat(release("production", "Architecture=other")).isEqualTo(65);

    assertThat(output()).contains("Architecture=other");
  }

  @Test
  void anUnknownEnvironmentIsRefused() throws Exception {
    assertThat(release("staging")).isEqualTo(64);

    assertThat(folder.resolve("calls")).doesNotExist();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
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
            "STACK_ARCHITECTURE",
            architecture,
            "AWS_REGION",
            "eu-central-1",
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
