package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.container.Confinement;
import dev.errand.local.container.ContainerRun;
import dev.errand.local.container.Containers;
import dev.errand.local.container.EngineSearch;
import dev.errand.local.container.HostShellImage;
import dev.errand.local.container.ImageBuilds;
import dev.errand.local.process.ChildProcess;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import dev.errand.states.integration.ServiceIntegration.Call;
import dev.errand.states.integration.ServiceIntegration.RunningCall;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks as containers of this machine's engine; skipped where there is none. */
class ContainerTasksIT {

  private static final String CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/errand";
  private static final String DEFINITIONS =
      "arn:aws:ecs:eu-central-1:123456789012:task-definition/";
  private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:t";
  private static final String UNTIL_TERM = "echo up; while :; do sleep 0.05; done";

  private static final String FAMILY = "errand-it-" + UUID.randomUUID().toString().substring(0, 8);

  private static EngineSearch.Found found;

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private final List<String> statusLines = new ArrayList<>();
  private Path image;
  private Duration stopTimeout = Duration.ofMillis(500);
  private Ecs ecs;
  private int tokens;

  @BeforeAll
  static void findEngine() throws Exception {
    found = EngineSearch.in(System.getenv());
    assumeTrue(found.engine().isPresent(), () -> "skipped: " + found.reason());
    HostShellImage.write(shared);
  }

  @BeforeEach
  void open() {
    image = shared;
    ecs = ecs();
  }

  @AfterEach
  void close() throws Exception {
    ecs.close();
    assertThat(containers()).isEmpty();
  }

  @AfterAll
  static void removeImages() throws Exception {
    if (found.engine().isPresent()) {
      String images =
          engine("images", "--format", "{{.Repository}}:{{.Tag}}", "localhost/" + FAMILY);
      for (String name : images.lines().toList()) {
        engine("rmi", name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 127})
  void theExitCodeIsThatOfTheContainer(int code) throws Exception {
    assertThat(exitCode(run("exit " + code))).isEqualTo(code);
  }

  @Test
  void hasTheEnvironmentOfItsImageItsDefinitionTheStageAndTheCall() throws Exception {
    JsonNode task =
        task(
            run(
                "echo \"$IMAGE $DEFINED $STAGE $TOKEN $PATH\"; test \"$REPORT_REQUEST\" ="
                    + " '{\"filter\": \"für 株\"}'"));

    assertThat(task.at("/Containers/0/ExitCode").asInt(-1)).isZero();
    assertThat(log(task)).isEqualTo("image defined stage s3cret /bin\n");
  }

  @Test
  void isConfinedAsItsDefinitionSaysAndSharesTheNetworkOfTheMachine() throws Exception {
    JsonNode task =
        task(
            run(
                "id -u; touch /file 2>/dev/null || echo read-only; readlink /proc/self/ns/net;"
                    + " cat /proc/mounts >/dev/null; [ -d /scratch ] && echo volume"));

    assertThat(log(task).lines())
        .containsExactly(
            "65532",
            "read-only",
            Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString(),
            "volume");
  }

  @Test
  void isKilledWhenItUsesMoreMemoryThanItsDefinitionGives() throws Exception {
    assertThat(exitCode(run("text=0123456789; while :; do text=$text$text; done"))).isEqualTo(137);
  }

  @Test
  void endsOnSigtermWithItsOwnExitCode() throws Exception {
    RunningCall call = run("trap 'echo saved; exit 75' TERM; " + UNTIL_TERM);
    awaitUp(call);

    call.stop("no longer wanted");

    JsonNode task = task(call);
    assertThat(task.at("/Containers/0/ExitCode").asInt()).isEqualTo(75);
    assertThat(task.path("StoppedReason").asText()).isEqualTo("no longer wanted");
    assertThat(log(task)).endsWith("saved\n");
  }

  @Test
  void isKilledWhenItIgnoresSigtermForLongerThanItsStopTimeout() throws Exception {
    RunningCall call = run("trap '' TERM; " + UNTIL_TERM);
    awaitUp(call);

    call.stop("now");

    assertThat(exitCode(call)).isEqualTo(137);
  }

  @Test
  void oneThatIsStoppedAtOnceEndsAndLeavesNothing() {
    RunningCall call = run("exec sleep 60");

    call.stop("never mind");

    assertThat(task(call).path("StoppedReason").asText()).isEqualTo("never mind");
  }

  @Test
  void runsAgainAfterTheEndOfTheStageCutItOff() throws Exception {
    RunningCall cutOff = run("trap 'echo saved; exit 75' TERM; " + UNTIL_TERM);
    awaitUp(cutOff);

    ecs.close();
    assertThat(containers()).isEmpty();
    ecs = ecs();
    tokens = 0;
    RunningCall again = run("echo again");

    assertThat(exitCode(again)).isZero();
    assertThat(log(task(again))).isEqualTo("up\nsaved\nagain\n");
    assertThat(cutOff.result()).isNotDone();
  }

  /** The stage is not there, and the command that it left behind ends by itself or not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatAKilledStageLeftBehindIsEndedAtTheNextStart(boolean commandIsKilled)
      throws Exception {
    Path processes = folder.resolve("ecs/processes");
    Path log = folder.resolve("log");
    ChildProcess command =
        new Containers(found.engine().orElseThrow(), processes)
            .start(
                new ContainerRun(
                    "task-" + FAMILY,
                    builds().built(FAMILY, image),
                    Map.of("SCRIPT", "trap 'echo saved; exit 75' TERM; " + UNTIL_TERM),
                    List.of(),
                    new Confinement(32, true, Optional.empty(), List.of())),
                folder,
                log);
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(log).startsWith("up"));
    if (commandIsKilled) {
      command.kill().join();
      assertThat(containers()).isEqualTo("task-" + FAMILY);
    }

    ecs().close();

    assertThat(containers()).isEmpty();
    assertThat(processes).isEmptyDirectory();
    assertThat(log).hasContent(commandIsKilled ? "up" : "up\nsaved");
  }

  @Test
  void aPausedProcessEndsWhenItContinues() throws Exception {
    ecs.close();
    stopTimeout = Duration.ofSeconds(60);
    ecs = ecs();
    RunningCall call = run("trap 'exit 75' TERM; " + UNTIL_TERM);
    awaitUp(call);
    String name = containers();
    engine("pause", name);

    call.stop("no longer wanted");
    engine("unpause", name);

    assertThat(exitCode(call)).isEqualTo(75);
  }

  @Test
  void anImageIsBuiltOnceAndAgainWhenItsFolderHasChanged() throws Exception {
    image = Files.createDirectories(folder.resolve("type"));
    new ProcessBuilder("cp", "-r", shared + "/.", image.toString()).inheritIO().start().waitFor();
    Files.writeString(image.resolve("notes"), "that no other image has");
    assertThat(exitCode(run("true"))).isZero();
    assertThat(exitCode(run("true"))).isZero();
    assertThat(begun()).isEqualTo(1);

    Files.writeString(image.resolve("Dockerfile"), "FROM localhost/no-such-image:1\n");
    JsonNode broken = task(run("true"));
    assertThat(broken.path("StopCode").asText()).isEqualTo("TaskFailedToStart");
    assertThat(broken.path("StoppedReason").asText())
        .startsWith("CannotPullContainerError: ")
        .contains("cannot build the image of " + image);

    HostShellImage.writeDockerfile(image, "[\"/no/such/program\"]");
    JsonNode missing = task(run("true"));
    assertThat(missing.path("StopCode").asText()).isEqualTo("TaskFailedToStart");
    assertThat(missing.path("StoppedReason").asText())
        .startsWith("CannotStartContainerError: ")
        .contains("/no/such/program");
    assertThat(missing.at("/Containers/0").has("ExitCode")).isFalse();
  }

  private long begun() {
    return statusLines.stream().filter(line -> line.startsWith("Building ")).count();
  }

  private RunningCall run(String script) {
    return new RunTaskSync(ecs, RunTaskPermission.all())
        .start(new Call(RunTaskSync.RESOURCE, parameters(script), "%032x".formatted(++tokens)));
  }

  private void awaitUp(RunningCall call) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> log(call.submission().at("/Tasks/0")).startsWith("up"));
  }

  /** The task once it has stopped. */
  private static JsonNode task(RunningCall call) {
    try {
      return call.result().join();
    } catch (CompletionException e) {
      try {
        return Json.read(((StatesError) e.getCause()).cause().orElseThrow());
      } catch (IOException notJson) {
        throw new IllegalStateException(notJson);
      }
    }
  }

  private static int exitCode(RunningCall call) {
    JsonNode task = task(call);
    assertThat(task.at("/Containers/0").has("ExitCode")).as(task.toPrettyString()).isTrue();
    return task.at("/Containers/0/ExitCode").asInt();
  }

  private String log(JsonNode task) throws IOException {
    String arn = task.path("TaskArn").asText();
    Path log =
        folder.resolve("ecs/tasks").resolve(arn.substring(arn.lastIndexOf('/') + 1) + "/task.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static String containers() throws Exception {
    return engine("ps", "--all", "--filter", "name=task-" + FAMILY, "--format", "{{.Names}}");
  }

  private static String engine(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(found.engine().orElseThrow().executable().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private Ecs ecs() {
    return Ecs.open(
            new Ecs.Settings(
                folder.resolve("ecs"),
                new Account("123456789012", "eu-central-1", "id", "key"),
                List.of(new ClusterSpec("Cluster", "errand", CLUSTER, true)),
                List.of(definition()),
                any -> new ContainerImage(image, image.resolve("Dockerfile")),
                Map.of("STAGE", "stage"),
                arn -> Optional.of("s3cret").filter(secret -> arn.equals(SECRET)),
                Optional.of(builds()),
                2))
        .start();
  }

  private ImageBuilds builds() {
    return new ImageBuilds(found.engine().orElseThrow(), folder, statusLines::add);
  }

  private TaskDefinitionSpec definition() {
    return new TaskDefinitionSpec(
        "TaskDefinition",
        DEFINITIONS + FAMILY,
        FAMILY,
        "256",
        "32",
        false,
        List.of(
            new ContainerSpec(
                "worker",
                "worker:1",
                Map.of("DEFINED", "defined"),
                Map.of("TOKEN", SECRET),
                stopTimeout,
                Optional.empty(),
                true,
                Optional.empty(),
                List.of("/scratch"))));
  }

  private ObjectNode parameters(String script) {
    ObjectNode parameters = Json.object();
    parameters.put("Cluster", CLUSTER).put("TaskDefinition", FAMILY);
    parameters
        .putObject("NetworkConfiguration")
        .putObject("AwsvpcConfiguration")
        .putArray("Subnets")
        .add("subnet-1");
    ObjectNode override =
        parameters.putObject("Overrides").putArray("ContainerOverrides").addObject();
    override.put("Name", "worker");
    override
        .putArray("Environment")
        .add(Json.object().put("Name", "SCRIPT").put("Value", script))
        .add(Json.object().put("Name", "REPORT_REQUEST").put("Value", "{\"filter\": \"für 株\"}"));
    return parameters;
  }
}
