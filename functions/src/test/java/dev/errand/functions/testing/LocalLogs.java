package dev.errand.functions.testing;

import dev.errand.local.logs.LogStreams;
import dev.errand.local.logs.LogsApi;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import dev.errand.local.template.TaskDefinitionSpec.LogSpec;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The stage's CloudWatch Logs, with logs of tasks as the template's task definition has them. */
public final class LocalLogs implements AutoCloseable {

  /** The log group of the tasks. */
  public static final String GROUP = "errand-WorkerLogGroup";

  private final Path tasks;
  private final Javalin server;

  private LocalLogs(Path tasks) {
    this.tasks = tasks;
    ContainerSpec container =
        new ContainerSpec(
            "worker",
            "worker",
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1),
            Optional.of(new LogSpec(GROUP, "worker")));
    LogStreams streams =
        new LogStreams(
            tasks,
            List.of(
                new TaskDefinitionSpec(
                    "Task", "arn", "family", "256", "512", false, List.of(container))));
    this.server =
        Javalin.create(
                config ->
                    config.routes.post("/", new LogsApi(SamLocal.ACCOUNT.accessKeyId(), streams)))
            .start("127.0.0.1", 0);
  }

  /** Starts it with a folder for the logs. */
  public static LocalLogs start(Path tasks) {
    return new LocalLogs(tasks);
  }

  /** Has a task log these lines, and none before. */
  public void log(String taskId, List<String> lines) throws IOException {
    Files.write(Files.createDirectories(tasks.resolve(taskId)).resolve("task.log"), lines);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A client of it; the caller closes it. */
  public CloudWatchLogsClient client() {
    return CloudWatchLogsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    SamLocal.ACCOUNT.accessKeyId(), SamLocal.ACCOUNT.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @Override
  public void close() {
    server.stop();
  }
}
