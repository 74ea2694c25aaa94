package dev.errand.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StorageTest {

  private static final Account ACCOUNT = new Account("123456789012", "us-east-1", "id", "key");

  @Test
  void aTableKeepsItsItemsAndGetsTheIndexesThatItsTemplateHasBeyondIt() {
    try (DynamoDbServer server = DynamoDbServer.start(DynamoDb.inMemory(), 0);
        DynamoDbClient client =
            DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      Storage storage = new Storage(ACCOUNT);
      storage.createTables(server.endpoint(), List.of(table("color")));
      client.putItem(
          put ->
              put.tableName("things")
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS("1"),
                          "color", AttributeValue.fromS("red"),
                          "shape", AttributeValue.fromS("round"),
                          "size", AttributeValue.fromS("big"))));

      storage.createTables(server.endpoint(), List.of(table("color", "shape", "size")));
      storage.createTables(server.endpoint(), List.of(table("color", "shape", "size")));

      await().untilAsserted(() -> assertThat(found(client, "shape", "round")).isEqualTo(1));
      await().untilAsserted(() -> assertThat(found(client, "size", "big")).isEqualTo(1));
      assertThat(found(client, "color", "red")).isEqualTo(1);
    }
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
