package dev.errand.functions.testing;

import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.local.Checkout;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** An empty status table of its own in a table store that all tests of this JVM share. */
public record TestTable(DynamoDbClient dynamoDb, String name, URI endpoint) {

  public static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());

  private static final AtomicInteger TABLES = new AtomicInteger();

  /** Starts with the first test that needs it and ends with the JVM. */
  private static final class Shared {
    static final DynamoDb STORE = DynamoDb.inMemory();
    static final DynamoDbServer SERVER = DynamoDbServer.start(STORE, 0);
    static final DynamoDbClient CLIENT = builder().build();

    static DynamoDbClientBuilder builder() {
      return DynamoDbClient.builder()
          .endpointOverride(SERVER.endpoint())
          .region(Region.US_EAST_1)
          // nobody looks at the signature
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .httpClient(new InProcessTableClient(STORE));
    }
  }

  /** A new table with the keys and indexes of the template. */
  public static TestTable create() {
    String name = "errand-" + TABLES.incrementAndGet();
    Shared.CLIENT.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    Stream.of(
                            "pk",
                            "sk",
                            "client_id",
                            "created_at_id",
                            "time_shard",
                            "active_shard",
                            "active_since",
                            "redrivable_shard",
                            "redrivable_look_at",
                            "due_shard",
                            "due_at")
                        .map(
                            attribute ->
                                AttributeDefinition.builder()
                                    .attributeName(attribute)
                                    .attributeType(ScalarAttributeType.S)
                                    .build())
                        .toList())
                .keySchema(keys("pk", "sk"))
                .globalSecondaryIndexes(
                    index("by-client", "client_id", "created_at_id"),
                    index("by-time", "time_shard", "created_at_id"),
                    index("active", "active_shard", "active_since"),
                    index("redrivable", "redrivable_shard", "redrivable_look_at"),
                    index("due", "due_shard", "due_at")));
    return new TestTable(Shared.CLIENT, name, Shared.SERVER.endpoint());
  }

  /** Another client of it, whose calls can be watched. */
  public DynamoDbClient watchedBy(ExecutionInterceptor interceptor) {
    return Shared.builder()
        .overrideConfiguration(overriding -> overriding.addExecutionInterceptor(interceptor))
        .build();
  }

  /** Everything in it. */
  public List<Map<String, AttributeValue>> items() {
    return dynamoDb.scanPaginator(scan -> scan.tableName(name)).items().stream().toList();
  }

  private static List<KeySchemaElement> keys(String hash, String range) {
    return List.of(
        KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
  }

  private static GlobalSecondaryIndex index(String name, String hash, String range) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(hash, range))
        .projection(projection -> projection.projectionType(ProjectionType.ALL))
        .build();
  }
}
