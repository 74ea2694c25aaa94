package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.Account;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.states.integration.ServiceIntegration.Call;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class EcsApiTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String TASK = "arn:aws:ecs:eu-central-1:123456789012:task/errand/" + TOKEN;

  @TempDir Path folder;
  private Ecs ecs;
  private Javalin server;

  @BeforeEach
  void runATask() throws Exception {
    Path app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(
        app.resolve("worker.sh"), "trap 'exit 70' TERM; while :; do sleep 0.05; done");
    Files.writeString(
        folder.resolve("Dockerfile"), "ENTRYPOINT [\"/bin/sh\", \"/app/worker.sh\"]\n");
    String definition = "arn:aws:ecs:eu-central-1:123456789012:task-definition/worker";
    ecs =
        Ecs.open(
                new Ecs.Settings(
                    folder.resolve("ecs"),
                    ACCOUNT,
                    List.of(
                        new ClusterSpec(
                            "Cluster",
                            "errand",
                            "arn:aws:ecs:eu-central-1:123456789012:cluster/errand",
                            false)),
                    List.of(
                        new TaskDefinitionSpec(
                            "TaskDefinition",
                            definition,
                            "worker",
                            "1024",
                            "4096",
                            false,
                            List.of(
                                new TaskDefinitionSpec.ContainerSpec(
                                    "worker",
                                    "worker:latest",
                                    Map.of(),
                                    Map.of(),
                                    Duration.ofSeconds(5),
                                    Optional.empty())))),
                    any -> new ContainerImage(app, folder.resolve("Dockerfile")),
                    Map.of(),
                    arn -> Optional.empty(),
                    2))
            .start();
    new RunTaskSync(ecs, RunTaskPermission.all())
        .start(
            new Call(
                RunTaskSync.RESOURCE,
                Json.read(
                    """
                    {"LaunchType": "FARGATE", "Cluster": "errand", "TaskDefinition": "worker:1", "NetworkConfiguration":
                      {"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}}, "Overrides":
                      {"ContainerOverrides": [{"Name": "worker", "Environment": [
                        {"Name": "EXECUTION_NAME", "Value": "one"}]}]}}"""),
                TOKEN));
    server =
        Javalin.create(config -> config.routes.post("/", new EcsApi(ecs))).start("127.0.0.1", 0);
  }

  @AfterEach
  void close() {
    server.stop();
    ecs.close();
  }

  @Test
  void listsDescribesAndStopsATask() throws Exception {
    assertThat(call("ListTasks", "{\"cluster\": \"errand\"}"))
        .hasToString("{\"taskArns\":[\"%s\"]}".formatted(TASK));
    JsonNode running = describe().at("/tasks/0");
    assertThat(running.path("lastStatus").asText()).isEqualTo("RUNNING");
    assertThat(running.path("startedBy").asText()).isEqualTo("AWS Step Functions");
    assertThat(running.at("/overrides/containerOverrides/0/environment/0/value").asText())
        .isEqualTo("one");
    assertThat(running.path("startedAt").isBigDecimal()).isTrue();

    JsonNode stopping =
        call(
            "StopTask",
            "{\"cluster\": \"errand\", \"task\": \"%s\", \"reason\": \"orphan\"}".formatted(TASK));

    assertThat(stopping.at("/task/desiredStatus").asText()).isEqualTo("STOPPED");
    await().until(() -> describe().at("/tasks/0/lastStatus").asText().equals("STOPPED"));
    JsonNode stopped = describe().at("/tasks/0");
    assertThat(stopped.path("stoppedReason").asText()).isEqualTo("orphan");
    assertThat(stopped.at("/containers/0/exitCode").isInt()).isTrue();
    assertThat(call("ListTasks", "{\"cluster\": \"errand\"}")).hasToString("{\"taskArns\":[]}");
    assertThat(call("ListTasks", "{\"cluster\": \"errand\", \"desiredStatus\": \"STOPPED\"}"))
        .hasToString("{\"taskArns\":[\"%s\"]}".formatted(TASK));
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    assertThat(call("ListTasks", "{\"cluster\": \"other\"}").path("__type").asText())
        .isEqualTo("ClusterNotFoundException");
    assertThat(
            call("StopTask", "{\"cluster\": \"errand\", \"task\": \"none\"}")
                .path("__type")
                .asText())
        .isEqualTo("InvalidParameterException");
    assertThat(
            call("DescribeTasks", "{\"cluster\": \"errand\", \"tasks\": [\"../../x\"]}")
                .at("/failures/0/reason")
                .asText())
        .isEqualTo("MISSING");
    assertThat(call("RunTask", "{}").path("__type").asText())
        .isEqualTo("UnknownOperationException");
  }

  @Test
  @EnabledIf(value = "awsIsInstalled", disabledReason = "the AWS CLI is not installed")
  void talksToTheAwsCli() throws Exception {
    assertThat(aws("list-tasks").at("/taskArns/0").asText()).isEqualTo(TASK);
    assertThat(aws("describe-tasks", "--tasks", TASK).at("/tasks/0/taskArn").asText())
        .isEqualTo(TASK);
  }

  static boolean awsIsInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Path.of(directory, "aws").toFile().canExecute());
  }

  private JsonNode describe() throws Exception {
    return call("DescribeTasks", "{\"cluster\": \"errand\", \"tasks\": [\"%s\"]}".formatted(TASK));
  }

  private JsonNode call(String operation, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint())
            .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Json.read(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private JsonNode aws(String operation, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "aws",
                "ecs",
                operation,
                "--cluster",
                "errand",
                "--endpoint-url",
                endpoint().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ACCOUNT.environment());
    builder.environment().put("AWS_DEFAULT_OUTPUT", "json");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return Json.read(output);
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }
}
