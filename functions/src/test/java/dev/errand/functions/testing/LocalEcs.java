package dev.errand.functions.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.local.Account;
import dev.errand.local.ecs.ContainerImage;
import dev.errand.local.ecs.Ecs;
import dev.errand.local.ecs.EcsApi;
import dev.errand.local.ecs.RunTaskPermission;
import dev.errand.local.ecs.RunTaskSync;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The stage's ECS behind its API. Its tasks are processes that run until they are stopped. */
public final class LocalEcs implements AutoCloseable {

  public static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:cluster/errand";

  private static final Account ACCOUNT =
      new Account("123456789012", "us-east-1", "errand", "errandsecret");

  private final Ecs ecs;
  private final Javalin server;

  private LocalEcs(Ecs ecs) {
    this.ecs = ecs;
    this.server =
        Javalin.create(config -> config.routes.post("/", new EcsApi(ecs))).start("127.0.0.1", 0);
  }

  /** Starts it with a folder for its tasks. */
  public static LocalEcs start(Path folder) throws IOException {
    Path app = Files.createDirectories(folder.resolve("app"));
    Files.writeString(
        app.resolve("worker.sh"), "trap 'exit 143' TERM; while :; do sleep 0.05; done");
    Path dockerfile = folder.resolve("Dockerfile");
    Files.writeString(dockerfile, "ENTRYPOINT [\"/bin/sh\", \"/app/worker.sh\"]\n");
    TaskDefinitionSpec.ContainerSpec container =
        new TaskDefinitionSpec.ContainerSpec(
            "worker", "worker:latest", Map.of(), Map.of(), Duration.ofSeconds(5), Optional.empty());
    return new LocalEcs(
        Ecs.open(
                new Ecs.Settings(
                    folder.resolve("ecs"),
                    ACCOUNT,
                    List.of(new ClusterSpec("Cluster", "errand", CLUSTER, false)),
                    List.of(
                        new TaskDefinitionSpec(
                            "TaskDefinition",
                            "arn:aws:ecs:us-east-1:123456789012:task-definition/worker:1",
                            "worker",
                            "1024",
                            "4096",
                            false,
                            List.of(container))),
                    any -> new ContainerImage(app, dockerfile),
                    Map.of(),
                    arn -> Optional.empty(),
                    10))
            .start());
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A client of it; the caller closes it. */
  public EcsClient client() {
    return EcsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(ACCOUNT.accessKeyId(), ACCOUNT.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Starts a task as the state machine does; what it returns completes when the task has ended. */
  public CompletableFuture<?> run(Attempt attempt) throws JsonProcessingException {
    ObjectNode parameters =
        (ObjectNode)
            Json.read(
                """
                {"LaunchType": "FARGATE", "Cluster": "errand", "TaskDefinition": "worker:1",
                 "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}},
                 "Overrides": {"ContainerOverrides": [{"Name": "worker", "Environment": [
                   {"Name": "EXECUTION_NAME", "Value": "%s"}]}]}}"""
                    .formatted(attempt.executionName()));
    String token = UUID.randomUUID().toString().replace("-", "");
    return new RunTaskSync(ecs, RunTaskPermission.all())
        .start(new ServiceIntegration.Call(RunTaskSync.RESOURCE, parameters, token))
        .result()
        .exceptionally(stopped -> null);
  }

  @Override
  public void close() {
    server.stop();
    ecs.close();
  }
}
