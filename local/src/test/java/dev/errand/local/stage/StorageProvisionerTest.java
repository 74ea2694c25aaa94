package dev.errand.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.local.Account;
import dev.errand.local.template.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StorageProvisionerTest {

  private static final Credentials CREDENTIALS =
      Credentials.of(new Account("123456789012", "us-east-1", "id", "key"));

  private final DynamoDbServer server = DynamoDbServer.start(DynamoDb.inMemory(), 0);
  private final StorageProvisioner storage =
      new StorageProvisioner(new StorageClients(CREDENTIALS));
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aTableKeepsItsItemsAndGetsTheIndexesThatItsTemplateHasBeyondIt() {
    create(table("color"));
    client.putItem(
        put ->
            put.tableName("things")
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("1"),
                        "color", AttributeValue.fromS("red"),
                        "shape", AttributeValue.fromS("round"),
                        "size", AttributeValue.fromS("big"))));

    create(table("color", "shape", "size"));
    create(table("color", "shape", "size"));

    await().untilAsserted(() -> assertThat(found(client, "shape", "round")).isEqualTo(1));
    await().untilAsserted(() -> assertThat(found(client, "size", "big")).isEqualTo(1));
    assertThat(found(client, "color", "red")).isEqualTo(1);
  }

  @Test
  void aTableWhoseKeyIsAnotherInTheTemplateIsRefusedAndTheErrorSaysWhatToDo() {
    create(table());

    assertThatThrownBy(() -> create(table(Map.of("pk", "S", "sk", "S"), List.of("pk", "sk"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the key of table things is pk (S), in the template pk (S), sk (S)")
        .hasMessageContaining("--data");
    assertThatThrownBy(() -> create(table(Map.of("pk", "N"), List.of("pk"))))
        .hasMessageContaining("the key of table things is pk (S), in the template pk (N)");
  }

  @Test
  void anIndexThatIsAnotherInTheTemplateIsRefusedAndTheErrorSaysWhatToDo() {
    create(table("color"));
    TableSpec.Index changed =
        new TableSpec.Index("by-color", List.of("shape"), "KEYS_ONLY", List.of());

    assertThatThrownBy(() -> create(table(Map.of("pk", "S", "shape", "S"), List.of("pk"), changed)))
        .hasMessageContaining("the index by-color of table things is color (S), ALL")
        .hasMessageContaining("in the template shape (S), KEYS_ONLY")
        .hasMessageContaining("--data");
  }

  @Test
  void aTableGetsTheTimeToLiveOfItsTemplateAndKeepsIt() {
    create(table());

    create(withTimeToLive("expires_at"));
    create(withTimeToLive("expires_at"));

    assertThat(
            client
                .describeTimeToLive(describe -> describe.tableName("things"))
                .timeToLiveDescription()
                .attributeName())
        .isEqualTo("expires_at");
    assertThatThrownBy(() -> create(withTimeToLive("ends_at")))
        .hasMessageContaining("the time to live of table things is expires_at")
        .hasMessageContaining("in the template ends_at")
        .hasMessageContaining("--data");
    assertThatThrownBy(() -> create(table())).hasMessageContaining("in the template none");
  }

  private void create(TableSpec table) {
    storage.createTables(server.endpoint(), List.of(table));
  }

  private static TableSpec withTimeToLive(String attribute) {
    return new TableSpec(
        "Things", "things", Map.of("pk", "S"), List.of("pk"), List.of(), Optional.of(attribute));
  }

  private static TableSpec table(
      Map<String, String> attributes, List<String> key, TableSpec.Index... indexes) {
    return new TableSpec("Things", "things", attributes, key, List.of(indexes), Optional.empty());
  }

  /** A table with an index for each of these attributes. */
  private static TableSpec table(String... indexed) {
    Map<String, String> attributes = new TreeMap<>(Map.of("pk", "S"));
    List<TableSpec.Index> indexes = new ArrayList<>();
    for (String attribute : indexed) {
      attributes.put(attribute, "S");
      indexes.add(new TableSpec.Index("by-" + attribute, List.of(attribute), "ALL", List.of()));
    }
    return new TableSpec("Things", "things", attributes, List.of("pk"), indexes, Optional.empty());
  }

  private static int found(DynamoDbClient client, String attribute, String value) {
    return client
        .query(
            query ->
                query
                    .tableName("things")
                    .indexName("by-" + attribute)
                    .keyConditionExpression("#attribute = :value")
                    .expressionAttributeNames(Map.of("#attribute", attribute))
                    .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))))
        .count();
  }
}
