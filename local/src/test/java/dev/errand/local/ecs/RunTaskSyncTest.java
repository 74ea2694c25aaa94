package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.process.JavaCommand;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.states.integration.ServiceIntegration.Call;
import dev.errand.states.integration.ServiceIntegration.RunningCall;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: the image's entry point is a shell script. */
class RunTaskSyncTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");
  private static final String CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/errand";
  private static final String FAMILY =
      "arn:aws:ecs:eu-central-1:123456789012:task-definition/errand-worker";
  private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:t";

  @TempDir Path folder;
  private Path app;
  private Ecs ecs;
  private int tokens;
  private String image = "worker:1";
  private boolean retains;
  private boolean placesTasks;
  private RunTaskPermission permission = RunTaskPermission.all();

  @BeforeEach
  void open() throws IOException {
    app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM scratch\nENTRYPOINT [\"/bin/sh\", \\\n  \"/app/worker.sh\"]\n");
    Files.writeString(app.resolve("worker.sh"), "eval \"$SCRIPT\"\n");
    ecs = open(2);
  }

  @AfterEach
  void close() {
    ecs.close();
  }

  @Test
  void aTaskWaitsUntilTheServiceStarts() {
    ecs.close();
    ecs = unstarted(2);

    var task = run("exit 0");
    assertThat(ecs.processes()).isZero();
    assertThat(task.result()).isNotDone();
    var unused = ecs.start();

    assertThat(task.result().join().path("LastStatus").asText()).isEqualTo("STOPPED");
  }

  @Test
  void succeedsWithTheTaskDescription() {
    JsonNode task = run("exit 0").result().join();

    assertThat(task.path("LastStatus").asText()).isEqualTo("STOPPED");
    assertThat(task.path("StopCode").asText()).isEqualTo("EssentialContainerExited");
    assertThat(task.path("StoppedReason").asText()).isEqualTo("Essential container in task exited");
    assertThat(task.at("/Containers/0/ExitCode").intValue()).isZero();
    assertThat(task.at("/Containers/0/Name").asText()).isEqualTo("worker");
    assertThat(task.path("ClusterArn").asText()).isEqualTo(CLUSTER);
    assertThat(task.path("TaskDefinitionArn").asText()).isEqualTo(FAMILY + ":1");
    assertThat(task.path("TaskArn").asText())
        .matches("arn:aws:ecs:eu-central-1:123456789012:task/errand/[0-9a-f]{32}");
    assertThat(task.path("StartedAt").isIntegralNumber()).isTrue();
    assertThat(task.path("StoppedAt").longValue())
        .isGreaterThanOrEqualTo(task.path("StartedAt").longValue());
  }

  @ParameterizedTest
  @CsvSource({"exit 75, 75", "kill -KILL $$, 137", "kill -TERM $$, 143"})
  void failsWithTheExitCodeInTheCause(String script, int exitCode) throws Exception {
    StatesError error = error(run(script));

    assertThat(error.error()).hasValue("States.TaskFailed");
    assertThat(Json.read(error.cause().orElseThrow()).at("/Containers/0/ExitCode").intValue())
        .isEqualTo(exitCode);
    assertThat(Json.read(error.cause().orElseThrow()).path("StopCode").asText())
        .isEqualTo("EssentialContainerExited");
  }

  @Test
  void givesTheProcessTheEnvironmentOfStageDefinitionSecretsAndOverrides() throws IOException {
    run("echo \"$STAGE $DEFINED $TOKEN $REPORT_REQUEST ${USER-none}\" > \"$OUT\"").result().join();

    assertThat(folder.resolve("out"))
        .hasContent("stage overridden s3cret {\"filter\": \"für 株\"} none");
  }

  @Test
  void keepsTheOutputInALogOfTheTask() {
    JsonNode task = run("echo hello; echo world >&2").result().join();

    assertThat(log(task)).hasContent("hello\nworld");
  }

  @Test
  void cannotStartAWorkerThatIsNotBuilt() throws Exception {
    Files.delete(app.resolve("worker.sh"));
    Files.delete(app);

    JsonNode task = Json.read(error(start(parameters())).cause().orElseThrow());

    assertThat(task.path("StopCode").asText()).isEqualTo("TaskFailedToStart");
    assertThat(task.path("StoppedReason").asText()).contains("Build it first");
    assertThat(task.at("/Containers/0").has("ExitCode")).isFalse();
  }

  @Test
  void endsATaskAndSaysWhoDidIt() throws Exception {
    RunningCall call = run("trap 'exit 70' TERM; echo up; while :; do sleep 0.05; done");
    await().until(() -> Files.exists(log(task(call))) && Files.size(log(task(call))) > 0);

    call.stop("no longer wanted");

    JsonNode task = Json.read(error(call).cause().orElseThrow());
    assertThat(task.at("/Containers/0/ExitCode").intValue()).isEqualTo(70);
    assertThat(task.path("StopCode").asText()).isEqualTo("UserInitiated");
    assertThat(task.path("StoppedReason").asText()).isEqualTo("no longer wanted");
  }

  @Test
  void killsATaskThatIgnoresTheSignalForLongerThanItsStopTimeout() throws Exception {
    RunningCall call = run("trap '' TERM; echo up; while :; do sleep 0.05; done");
    await().until(() -> Files.exists(log(task(call))) && Files.size(log(task(call))) > 0);

    call.stop("now");

    assertThat(Json.read(error(call).cause().orElseThrow()).at("/Containers/0/ExitCode").intValue())
        .isEqualTo(137);
  }

  @Test
  void letsFurtherTasksWaitUntilOneHasStopped() throws Exception {
    String untilLetGo = "while [ ! -e \"$OUT\" ]; do sleep 0.05; done";
    List<RunningCall> calls = List.of(run(untilLetGo), run(untilLetGo), run(untilLetGo));

    assertThat(status(calls.get(0))).isEqualTo("RUNNING");
    assertThat(status(calls.get(1))).isEqualTo("RUNNING");
    assertThat(status(calls.get(2))).isEqualTo("PROVISIONING");
    Files.createFile(folder.resolve("out"));
    calls.forEach(call -> call.result().join());
    assertThat(status(calls.get(2))).isEqualTo("STOPPED");
  }

  @Test
  void tellsTheEndOfATaskThoughItCannotBeSaved() throws IOException {
    Path inTheWay = folder.resolve("ecs/tasks").resolve(token(1)).resolve("task.json.new");
    Files.createDirectories(inTheWay);

    RunningCall call = run("exit 0");

    assertThat(call.result().join().path("LastStatus").asText()).isEqualTo("STOPPED");
    assertThat(status(call)).isEqualTo("STOPPED");
    run("exit 0").result().join();
    run("exit 0").result().join();
  }

  @Test
  void stopsATaskThatWaitsAndKeepsItsPlaceFree() throws Exception {
    ecs.close();
    ecs = open(1);
    RunningCall first = run("while [ ! -e \"$OUT\" ]; do sleep 0.05; done");
    RunningCall second = run("exit 0");
    RunningCall third = run("exit 0");

    second.stop("never mind");

    assertThat(Json.read(error(second).cause().orElseThrow()).at("/Containers/0").has("ExitCode"))
        .isFalse();
    Files.createFile(folder.resolve("out"));
    first.result().join();
    third.result().join();
  }

  @Test
  void answersTheSameTaskForTheSameToken() throws IOException {
    Call call =
        new Call(RunTaskSync.RESOURCE, parameters("echo once >> \"$OUT\"; sleep 0.2"), token(1));
    RunTaskSync integration = new RunTaskSync(ecs, permission);

    JsonNode first = integration.start(call).result().join();
    JsonNode again = integration.start(call).result().join();

    assertThat(again).isEqualTo(first);
    assertThat(folder.resolve("out")).hasContent("once");
  }

  @Test
  void startsATaskAgainThatWasCutOffByTheEndOfTheStage() throws IOException {
    String script = "echo begun >> \"$OUT\"; [ -e \"$OUT.go\" ] || exec sleep 60";
    Call call = new Call(RunTaskSync.RESOURCE, parameters(script), token(1));
    RunningCall cutOff = new RunTaskSync(ecs, permission).start(call);
    await().until(() -> Files.exists(folder.resolve("out")));

    ecs.close();
    ecs = open(2);
    Files.createFile(folder.resolve("out.go"));

    new RunTaskSync(ecs, permission).start(call).result().join();
    assertThat(folder.resolve("out")).hasContent("begun\nbegun");
    assertThat(cutOff.result()).isNotDone();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/Cluster | \"other\" | ECS.ClusterNotFoundException",
        "/TaskDefinition | \"other\" | ECS.ClientException",
        "/LaunchType | \"EC2\" | ECS.InvalidParameterException",
        "/NetworkConfiguration | {} | ECS.InvalidParameterException",
        "/NetworkConfiguration/AwsvpcConfiguration/Subnets | [] | ECS.InvalidParameterException",
        "/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp | \"NO\" | ECS.InvalidParameterException",
        "/Overrides/ContainerOverrides/0/Name | \"other\" | ECS.InvalidParameterException",
        "/Overrides/ContainerOverrides/0/Environment/0/Value | 7 | ECS.InvalidParameterException",
        "/Unknown | 1 | States.Runtime",
        "/Count | 2 | ECS.InvalidParameterException",
        "/NetworkConfiguration/AwsvpcConfiguration/Unknown | 1 | States.Runtime",
        "/Overrides/ContainerOverrides/0/EnvironmentFiles | [] | States.Runtime",
      })
  void refusesWhatEcsRefuses(String pointer, String value, String error) throws Exception {
    ObjectNode parameters = parameters();
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) parameters.at(pointer.substring(0, slash)))
        .set(pointer.substring(slash + 1), Json.read(value));

    assertThatThrownBy(() -> start(parameters))
        .isInstanceOfSatisfying(
            StatesError.class, refused -> assertThat(refused.error()).hasValue(error));
  }

  @Test
  void refusesATaskWithoutALaunchTypeAsAClusterWithoutInstancesDoes() {
    ObjectNode parameters = parameters();
    parameters.remove("LaunchType");

    assertThatThrownBy(() -> start(parameters))
        .hasMessageContaining("No Container Instances were found in your cluster.");
  }

  @ParameterizedTest
  @ValueSource(ints = {7_000, 8_200})
  void limitsOverridesTo8192Characters(int length) {
    ObjectNode parameters = parameters();
    ((ObjectNode) parameters.at("/Overrides/ContainerOverrides/0/Environment/0"))
        .put("Value", "x".repeat(length));

    if (length < 8192) {
      start(parameters).stop("enough");
    } else {
      assertThatThrownBy(() -> start(parameters))
          .hasMessageContaining("length must be at most 8192");
    }
  }

  @Test
  void runsTheJarOfTheImageWithThisJvm() throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"),
        "ENTRYPOINT [\"java\", \"-Xmx64m\", \"-jar\", \"/app/worker.jar\"]");

    List<String> expected = new ArrayList<>();
    expected.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    expected.add("-XX:+IgnoreUnrecognizedVMOptions");
    expected.addAll(JavaCommand.compilerOptions());
    expected.addAll(List.of("-Xmx64m", "-jar", app.toAbsolutePath() + "/worker.jar"));
    assertThat(new ContainerImage(app, folder.resolve("Dockerfile")).command()).isEqualTo(expected);
  }

  @Test
  void theTaskHasTheEnvironmentOfTheImage() throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM scratch\nENV TUNING=a=1:b=2\nENTRYPOINT [\"/bin/sh\", \"/app/worker.sh\"]\n");

    JsonNode task = run("test \"$TUNING\" = a=1:b=2").result().join();

    assertThat(task.at("/Containers/0/ExitCode").intValue()).isZero();
  }

  @Test
  void theFamilyMeansItsNewestRevisionAndAnUnchangedDefinitionKeepsItsOwn() {
    reopen("worker:1");
    assertThat(definitionOf(start(parameters("true")))).isEqualTo(FAMILY + ":1");

    reopen("worker:2");
    assertThat(definitionOf(start(parameters("true")))).isEqualTo(FAMILY + ":2");
    assertThat(definitionOf(start(parameters("true").put("TaskDefinition", FAMILY))))
        .isEqualTo(FAMILY + ":2");
  }

  @Test
  void aRevisionThatAnotherReplacedIsInactive() {
    reopen("worker:2");

    assertThatThrownBy(() -> start(parameters("true").put("TaskDefinition", FAMILY + ":1")))
        .isInstanceOfSatisfying(
            StatesError.class, e -> assertThat(e.error()).hasValue("ECS.ClientException"))
        .hasMessageContaining("TaskDefinition is inactive");
  }

  @Test
  void aRevisionThatTheTemplateRetainsStaysActive() {
    retains = true;
    reopen("worker:2");
    reopen("worker:3");

    assertThat(definitionOf(start(parameters("true").put("TaskDefinition", "errand-worker:2"))))
        .isEqualTo(FAMILY + ":2");
  }

  @Test
  void theRoleIsAskedAboutTheRevisionThatTheFamilyMeans() {
    permission = new RunTaskPermission(List.of(FAMILY + ":1"));
    assertThat(definitionOf(start(parameters("true")))).isEqualTo(FAMILY + ":1");

    reopen("worker:2");

    assertThatThrownBy(() -> start(parameters("true")))
        .isInstanceOfSatisfying(
            StatesError.class, e -> assertThat(e.error()).hasValue("ECS.AccessDeniedException"))
        .hasMessageContaining(FAMILY + ":2");
    permission = new RunTaskPermission(List.of(FAMILY + ":*"));
    assertThat(definitionOf(start(parameters("true")))).isEqualTo(FAMILY + ":2");
  }

  @Test
  void aClusterWithAStrategyPlacesATaskThatNamesNoLaunchType() {
    ObjectNode parameters = parameters("true");
    parameters.remove("LaunchType");
    assertThatThrownBy(() -> start(parameters))
        .hasMessageContaining("No Container Instances were found");

    placesTasks = true;
    reopen("worker:1");

    assertThat(start(parameters).result().join().at("/Containers/0/ExitCode").intValue()).isZero();
  }

  private void reopen(String newImage) {
    ecs.close();
    image = newImage;
    ecs = open(2);
  }

  private static String definitionOf(RunningCall call) {
    return call.submission().at("/Tasks/0/TaskDefinitionArn").asText();
  }

  private Ecs open(int maxTasks) {
    return unstarted(maxTasks).start();
  }

  private Ecs unstarted(int maxTasks) {
    return Ecs.open(
        new Ecs.Settings(
            folder.resolve("ecs"),
            ACCOUNT,
            List.of(new ClusterSpec("Cluster", "errand", CLUSTER, placesTasks)),
            List.of(
                new TaskDefinitionSpec(
                    "TaskDefinition",
                    FAMILY,
                    "errand-worker",
                    "1024",
                    "4096",
                    retains,
                    List.of(
                        new TaskDefinitionSpec.ContainerSpec(
                            "worker",
                            image,
                            Map.of("DEFINED", "defined"),
                            Map.of("TOKEN", SECRET),
                            Duration.ofMillis(500),
                            Optional.empty())))),
            any -> new ContainerImage(app, folder.resolve("Dockerfile")),
            Map.of("STAGE", "stage", "OUT", folder.resolve("out").toString()),
            arn -> Optional.of("s3cret").filter(secret -> arn.equals(SECRET)),
            maxTasks));
  }

  private RunningCall run(String script) {
    return start(parameters(script));
  }

  private RunningCall start(ObjectNode parameters) {
    return new RunTaskSync(ecs, permission)
        .start(new Call(RunTaskSync.RESOURCE, parameters, token(++tokens)));
  }

  private static String token(int number) {
    return "%032x".formatted(number);
  }

  private String status(RunningCall call) {
    return ecs.task(token(task(call))).orElseThrow().lifecycle().status();
  }

  private static String token(JsonNode task) {
    String arn = task.path("TaskArn").asText();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static JsonNode task(RunningCall call) {
    return call.submission().at("/Tasks/0");
  }

  private Path log(JsonNode task) {
    return folder.resolve("ecs/tasks").resolve(token(task)).resolve("task.log");
  }

  private static StatesError error(RunningCall call) {
    try {
      throw new AssertionError("succeeded: " + call.result().join());
    } catch (CompletionException e) {
      return (StatesError) e.getCause();
    }
  }

  private static ObjectNode parameters(String script) {
    ObjectNode parameters = parameters();
    ((ArrayNode) parameters.at("/Overrides/ContainerOverrides/0/Environment"))
        .addObject()
        .put("Name", "SCRIPT")
        .put("Value", script);
    return parameters;
  }

  private static ObjectNode parameters() {
    try {
      return (ObjectNode)
          Json.read(
              """
              {"LaunchType": "FARGATE", "Cluster": "%s", "TaskDefinition": "errand-worker",
               "NetworkConfiguration": {"AwsvpcConfiguration": {
                 "Subnets": ["subnet-1"], "SecurityGroups": [], "AssignPublicIp": "DISABLED"}},
               "Overrides": {"ContainerOverrides": [{"Name": "worker", "Environment": [
                 {"Name": "REPORT_REQUEST", "Value": "{\\"filter\\": \\"für 株\\"}"},
                 {"Name": "DEFINED", "Value": "overridden"}]}]}}"""
                  .formatted(CLUSTER));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
