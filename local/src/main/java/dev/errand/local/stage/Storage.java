package dev.errand.local.stage;

import dev.errand.local.Account;
import dev.errand.local.template.BucketSpec;
import dev.errand.local.template.TableSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Creates the template's tables and buckets where they are missing. */
final class Storage {

  private final Account account;

  Storage(Account account) {
    this.account = account;
  }

  void createTables(URI endpoint, List<TableSpec> tables) {
    try (DynamoDbClient dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(account.region()))
            .credentialsProvider(credentials())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      tables.forEach(table -> create(dynamoDb, table));
    }
  }

  private static void create(DynamoDbClient dynamoDb, TableSpec table) {
    try {
      dynamoDb.createTable(request(table));
    } catch (ResourceInUseException exists) {
      // It keeps its items.
      return;
    }
    table
        .timeToLive()
        .ifPresent(
            attribute ->
                dynamoDb.updateTimeToLive(
                    update ->
                        update
                            .tableName(table.name())
                            .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(true))));
  }

  private static CreateTableRequest request(TableSpec table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key(table.key()))
            .attributeDefinitions(
                table.attributes().entrySet().stream()
                    .map(
                        attribute ->
                            AttributeDefinition.builder()
                                .attributeName(attribute.getKey())
                                .attributeType(attribute.getValue())
                                .build())
                    .toList());
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(table.indexes().stream().map(Storage::index).toList());
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
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.of(account.region()))
            .credentialsProvider(credentials())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
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

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(account.accessKeyId(), account.secretAccessKey()));
  }
}
