package dev.errand.local.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.records.SampleClient;
import dev.errand.local.template.Template;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file {@code stage.json}, which is there as long as a stage is ready. */
final class StageFile implements AutoCloseable {

  static final String NAME = "stage.json";

  private final DataFolder folder;

  private StageFile(DataFolder folder) {
    this.folder = folder;
  }

  /** Where the parts answer. */
  record Endpoints(
      URI api,
      URI dynamoDb,
      URI stepFunctions,
      URI ecs,
      URI sqs,
      URI lambda,
      URI s3,
      URI records,
      URI tokens) {}

  /**
   * Writes it.
   *
   * @param recordsToken what callers of the records API need
   * @param takesItsKeys whether the parts take the account's keys; if they do not, they take the
   *     user's, which are not written down here
   */
  static StageFile write(
      DataFolder folder,
      Endpoints endpoints,
      Account account,
      String recordsToken,
      boolean takesItsKeys,
      Template template) {
    ObjectNode stage = new ObjectMapper().createObjectNode();
    stage.put("api", endpoints.api().toString());
    stage.put("console", endpoints.api().resolve("/").toString());
    stage.put("dynamodb", endpoints.dynamoDb().toString());
    stage.put("stepfunctions", endpoints.stepFunctions().toString());
    stage.put("ecs", endpoints.ecs().toString());
    stage.put("sqs", endpoints.sqs().toString());
    stage.put("lambda", endpoints.lambda().toString());
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
    template.queues().stream()
        .findFirst()
        .ifPresent(
            queue ->
                stage.put(
                    "dead_letters",
                    "%s/%s/%s".formatted(endpoints.sqs(), account.id(), queue.name())));
    template.buckets().stream().findFirst().ifPresent(bucket -> stage.put("bucket", bucket.name()));
    folder.write(NAME, stage.toPrettyString() + "\n");
    return new StageFile(folder);
  }

  @Override
  public void close() {
    folder.delete(NAME);
  }
}
