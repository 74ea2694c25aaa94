package dev.errand.worker;

import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.s3.S3ProxyServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A bucket and a table for tests: S3Proxy and the table store. */
final class AwsFixture implements AutoCloseable {

  static final String BUCKET = "reports-bucket";
  static final String TABLE = "reports";

  static final Account ACCOUNT = new Account("123456789012", "us-east-1", "TESTKEY", "test-secret");

  final S3Client s3;
  final DynamoDbClient dynamoDb;
  private final Set<String> buckets = new HashSet<>();
  private final S3ProxyServer s3Server;
  private final DynamoDbServer dynamoDbServer;

  AwsFixture(Path data) {
    s3Server = S3ProxyServer.start(checkout(), ACCOUNT, data);
    dynamoDbServer = DynamoDbServer.start(DynamoDb.inMemory(), 0);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(ACCOUNT.accessKeyId(), ACCOUNT.secretAccessKey()));
    s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(s3Server.endpoint())
            .region(Region.of(ACCOUNT.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .build();
    dynamoDb =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(dynamoDbServer.endpoint())
            .region(Region.of(ACCOUNT.region()))
            .credentialsProvider(credentials)
            .build();
    bucket(BUCKET);
    dynamoDb.createTable(
        request ->
            request
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(key("pk"), key("sk"))
                .keySchema(element("pk", KeyType.HASH), element("sk", KeyType.RANGE)));
  }

  static Checkout checkout() {
    return new Checkout(Path.of("..").toAbsolutePath().normalize());
  }

  /** The environment that ECS gives to the worker. */
  Map<String, String> environment(URI recordsApi) {
    Map<String, String> environment = new HashMap<>(ACCOUNT.environment());
    environment.put("AWS_ENDPOINT_URL_S3", s3Server.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDbServer.endpoint().toString());
    environment.put("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED");
    environment.put("AWS_RESPONSE_CHECKSUM_VALIDATION", "WHEN_REQUIRED");
    environment.put("RECORDS_API_URL", recordsApi.toString());
    environment.put("RECORDS_API_TOKEN", "records-token");
    environment.put("BUCKET_NAME", BUCKET);
    environment.put("TABLE_NAME", TABLE);
    return environment;
  }

  /** Creates a bucket unless it exists. */
  void bucket(String name) {
    if (buckets.add(name)) {
      s3.createBucket(request -> request.bucket(name));
    }
  }

  byte[] object(String key) {
    return object(BUCKET, key);
  }

  byte[] object(String bucket, String key) {
    return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
  }

  /** The open multipart uploads of a bucket. */
  List<MultipartUpload> uploads(String bucket) {
    return s3.listMultipartUploads(request -> request.bucket(bucket)).uploads();
  }

  Map<String, AttributeValue> progress(String reportId) {
    return dynamoDb
        .getItem(
            request ->
                request
                    .tableName(TABLE)
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("PROGRESS#" + reportId),
                            "sk", AttributeValue.fromS("PROGRESS"))))
        .item();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
    dynamoDbServer.close();
    s3Server.close();
  }

  private static AttributeDefinition key(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
