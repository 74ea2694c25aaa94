package dev.errand.local.stage;

import dev.errand.local.template.BucketSpec;
import dev.errand.local.template.TableSpec;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Creates the template's tables, indexes and buckets where they are missing. */
final class StorageProvisioner {

  private static final Duration INDEX_POLL = Duration.ofMillis(100);

  private final StorageClients clients;

  StorageProvisioner(StorageClients clients) {
    this.clients = clients;
  }

  /**
   * Creates tables.
   *
   * @throws IllegalStateException if a table of an earlier stage cannot be changed to what the
   *     template describes
   */
  void createTables(URI endpoint, List<TableSpec> tables) {
    try (DynamoDbClient dynamoDb = clients.dynamoDb(endpoint)) {
      tables.forEach(table -> create(dynamoDb, table));
    }
  }

  private static void create(DynamoDbClient dynamoDb, TableSpec table) {
    try {
      dynamoDb.createTable(request(table));
    } catch (ResourceInUseException exists) {
      keep(dynamoDb, table);
      return;
    }
    table.timeToLive().ifPresent(attribute -> expire(dynamoDb, table, attribute));
  }

  private static void expire(DynamoDbClient dynamoDb, TableSpec table, String attribute) {
    dynamoDb.updateTimeToLive(
        update ->
            update
                .tableName(table.name())
                .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
  }

  /** Keeps the items of a table, and adds what the template has and the table lacks. */
  private static void keep(DynamoDbClient dynamoDb, TableSpec table) {
    ExistingTable kept = ExistingTable.of(dynamoDb, table.name());
    kept.requireWhatTheTemplateSays(table);
    table.indexes().stream()
        .filter(index -> !kept.hasIndex(index.name()))
        .forEach(index -> add(dynamoDb, table, index(index)));
    table
        .timeToLive()
        .filter(attribute -> kept.timeToLive().isEmpty())
        .ifPresent(attribute -> expire(dynamoDb, table, attribute));
  }

  /** Adds one index: an update can add only one, and a table takes one update at a time. */
  private static void add(DynamoDbClient dynamoDb, TableSpec table, GlobalSecondaryIndex index) {
    List<String> attributes =
        index.keySchema().stream().map(KeySchemaElement::attributeName).toList();
    dynamoDb.updateTable(
        update ->
            update
                .tableName(table.name())
                .attributeDefinitions(definitions(table, attributes::contains))
                .globalSecondaryIndexUpdates(
                    GlobalSecondaryIndexUpdate.builder()
                        .create(
                            create ->
                                create
                                    .indexName(index.indexName())
                                    .keySchema(index.keySchema())
                                    .projection(index.projection()))
                        .build()));
    awaitIndexes(dynamoDb, table);
  }

  private static void awaitIndexes(DynamoDbClient dynamoDb, TableSpec table) {
    Waiter.builder(DescribeTableResponse.class)
        .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(StorageProvisioner::hasAllIndexes))
        .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(answer -> true))
        .overrideConfiguration(
            WaiterOverrideConfiguration.builder()
                .maxAttempts(600)
                .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(INDEX_POLL))
                .build())
        .build()
        .run(() -> dynamoDb.describeTable(describe -> describe.tableName(table.name())));
  }

  private static boolean hasAllIndexes(DescribeTableResponse answer) {
    return answer.table().globalSecondaryIndexes().stream()
        .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
  }

  private static List<AttributeDefinition> definitions(TableSpec table, Predicate<String> which) {
    return table.attributes().entrySet().stream()
        .filter(attribute -> which.test(attribute.getKey()))
        .map(
            attribute ->
                AttributeDefinition.builder()
                    .attributeName(attribute.getKey())
                    .attributeType(attribute.getValue())
                    .build())
        .toList();
  }

  private static CreateTableRequest request(TableSpec table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key(table.key()))
            .attributeDefinitions(definitions(table, attribute -> true));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.indexes().stream().map(StorageProvisioner::index).toList());
    }
    return request.build();
  }

  private static GlobalSecondaryIndex index(TableSpec.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(key(index.key()))
        .projection(
            projection -> {
              projection.projectionType(index.projection());
              if (!index.included().isEmpty()) {
                projection.nonKeyAttributes(index.included());
              }
            })
        .build();
  }

  private static List<KeySchemaElement> key(List<String> attributes) {
    List<KeySchemaElement> key = new ArrayList<>();
    for (String attribute : attributes) {
      KeyType type = key.isEmpty() ? KeyType.HASH : KeyType.RANGE;
      key.add(KeySchemaElement.builder().attributeName(attribute).keyType(type).build());
    }
    return key;
  }

  void createBuckets(URI endpoint, List<BucketSpec> buckets) {
    try (S3Client s3 = clients.s3(endpoint)) {
      buckets.forEach(bucket -> create(s3, bucket));
    }
  }

  private static void create(S3Client s3, BucketSpec bucket) {
    try {
      s3.createBucket(create -> create.bucket(bucket.name()));
    } catch (BucketAlreadyOwnedByYouException exists) {
      // It keeps its objects.
    }
  }
}
