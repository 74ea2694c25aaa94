package dev.errand.local.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.records.SampleClient;
import dev.errand.local.template.Template;
import dev.errand.states.value.Json;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file {@code stage.json}, which exists while a stage is ready. */
final class StageFile implements AutoCloseable {

  static final String NAME = "stage.json";

  private static final List<String> SERVICES =
      List.of(
          "stepfunctions",
          "ecs",
          "sqs",
          "lambda",
          "cloudwatch",
          "logs",
          "eventbridge",
          "secretsmanager",
          "xray");

  private final DataFolder folder;

  private StageFile(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * Where the parts answer.
   *
   * @param services the endpoint that the services of this name share
   */
  record Endpoints(URI api, URI dynamoDb, URI services, URI s3, URI records, URI tokens) {}

  /**
   * Writes it.
   *
   * @param recordsToken what callers of the records API need
   * @param takesItsKeys whether the parts take the account's keys; if they do not, they take the
   *     user's, which are not written to the file
   */
  static StageFile write(
      DataFolder folder,
      Endpoints endpoints,
      Account account,
      String recordsToken,
      boolean takesItsKeys,
      Template template) {
    ObjectNode stage = Json.object();
    stage.put("api", endpoints.api().toString());
    stage.put("console", endpoints.api().resolve("/").toString());
    stage.put("dynamodb", endpoints.dynamoDb().toString());
    SERVICES.forEach(name -> stage.put(name, endpoints.services().toString()));
    stage.put("s3", endpoints.s3().toString());
    stage.put("records", endpoints.records().toString());
    stage.put("records_token", recordsToken);
    // Texts alone, so that a shell can take the fields for variables
    stage.put(
        "sample_clients",
        Stream.of(SampleClient.values())
            .map(client -> client.id().toString())
            .collect(Collectors.joining(",")));
    stage.put("token_endpoint", endpoints.tokens().toString());
    stage.put("region", account.region());
    stage.put("account", account.id());
    if (takesItsKeys) {
      stage.put("access_key_id", account.accessKeyId());
      stage.put("secret_access_key", account.secretAccessKey());
    }
    template.stateMachines().stream()
        .findFirst()
        .ifPresent(machine -> stage.put("state_machine_arn", machine.arn()));
    template.tables().stream().findFirst().ifPresent(table -> stage.put("table", table.name()));
    template.clusters().stream()
        .findFirst()
        .ifPresent(cluster -> stage.put("cluster", cluster.name()));
    template.taskDefinitions().stream()
        .flatMap(definition -> definition.containers().stream())
        .flatMap(container -> container.log().stream())
        .findFirst()
        .ifPresent(log -> stage.put("worker_log_group", log.group()));
    template.queues().stream()
        .findFirst()
        .ifPresent(
            queue ->
                stage.put(
                    "dead_letters",
                    "%s/%s/%s".formatted(endpoints.services(), account.id(), queue.name())));
    template.secrets().stream()
        .findFirst()
        .ifPresent(secret -> stage.put("webhook_key", secret.arn()));
    template.buckets().stream().findFirst().ifPresent(bucket -> stage.put("bucket", bucket.name()));
    folder.write(NAME, stage.toPrettyString() + "\n");
    return new StageFile(folder);
  }

  @Override
  public void close() {
    folder.delete(NAME);
  }
}
