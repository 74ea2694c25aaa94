package dev.errand.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Checkout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbLocalTest {

  private static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());

  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1"));

  @TempDir private Path data;

  @Test
  void keepsWhatItAcknowledgedWhenItStartsAgainAndShowsItToAnyRegion() {
    try (DynamoDbLocal server = DynamoDbLocal.start(CHECKOUT, data);
        DynamoDbClient client = client(server.endpoint(), Region.US_EAST_1)) {
      createTable(client);
      client.putItem(put -> put.tableName("reports").item(ITEM));
    }
    try (DynamoDbLocal server = DynamoDbLocal.start(CHECKOUT, data);
        DynamoDbClient client = client(server.endpoint(), Region.EU_CENTRAL_1)) {
      assertThat(client.scan(scan -> scan.tableName("reports")).items()).containsExactly(ITEM);
    }
    assertThat(data.resolve("processes")).isEmptyDirectory();
  }

  @Test
  void listensOnLoopbackOnlyAndForgetsWhenInMemory() throws IOException {
    try (DynamoDbLocal server = DynamoDbLocal.startInMemory(CHECKOUT, data);
        DynamoDbClient client = client(server.endpoint(), Region.US_EAST_1)) {
      createTable(client);
      assertThat(client.listTables().tableNames()).containsExactly("reports");
      assertThat(data.resolve("dynamodb")).isEmptyDirectory();
      for (InetAddress outside : outsideAddresses()) {
        assertThatThrownBy(() -> new Socket(outside, server.endpoint().getPort()).close())
            .as("from %s", outside)
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void saysHowToBuildWhatIsMissing() {
    Checkout unbuilt = new Checkout(data);

    assertThatThrownBy(() -> DynamoDbLocal.start(unbuilt, data))
        .hasMessageContaining("dynamodb-local/target/lib is missing. Build it first: mvn");
  }

  private static List<InetAddress> outsideAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName("reports")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build()));
  }

  private static DynamoDbClient client(URI endpoint, Region region) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(region.id().replace("-", ""), "secret")))
        .build();
  }
}
