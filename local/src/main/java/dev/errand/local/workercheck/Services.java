package dev.errand.local.workercheck;

import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.local.Account;
import dev.errand.local.Checkout;
import dev.errand.local.records.SampleRecordsApi;
import dev.errand.local.s3.S3ProxyServer;
import dev.errand.local.secretsmanager.SecretsManagerApi;
import dev.errand.local.stage.StageEnvironment;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import dev.errand.local.template.Template;
import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** The services that tasks use: S3, DynamoDB, Secrets Manager and the sample records API. */
final class Services implements AutoCloseable {

  private static final String STACK = "errand";
  private static final int RECORDS_PER_CLIENT = 1000;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Account account =
      new Account("000000000000", "us-east-1", "AKIACHECKEDWORKER000", drawn());
  private final String recordsToken = drawn();
  private URI s3Endpoint;
  private S3Client s3;
  private DynamoDbClient dynamoDb;
  private Map<String, String> taskEnvironment;

  private Services() {}

  /**
   * Starts them.
   *
   * @throws IllegalStateException if one is not built, if there is no such type, or if the thread
   *     is interrupted
   */
  static Services start(CheckSettings settings) {
    Services services = new Services();
    try {
      services.open(settings);
      return services;
    } catch (RuntimeException | Error e) {
      services.close();
      throw e;
    }
  }

  private void open(CheckSettings settings) {
    Checkout checkout = settings.checkout();
    Path folder = settings.folder();
    s3Endpoint = add(S3ProxyServer.in(checkout, account, folder)).start().endpoint();
    URI dynamoDbEndpoint = add(DynamoDbServer.start(DynamoDb.inMemory(), 0)).endpoint();
    URI records =
        add(SampleRecordsApi.start(
                new SampleRecordsApi.Options(folder, RECORDS_PER_CLIENT, recordsToken)))
            .endpoint();
    URI secretsManager = secretsManager();
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(account.accessKeyId(), account.secretAccessKey()));
    s3 =
        add(
            S3Client.builder()
                .endpointOverride(s3Endpoint)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .region(Region.of(account.region()))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    dynamoDb =
        add(
            DynamoDbClient.builder()
                .endpointOverride(dynamoDbEndpoint)
                .region(Region.of(account.region()))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    StageEnvironment stage = new StageEnvironment(account, Map.of());
    Map<String, String> variables =
        new HashMap<>(stage.variables(dynamoDbEndpoint, s3Endpoint, secretsManager));
    ContainerSpec container =
        container(
            Template.read(
                checkout.template(),
                new StackSettings(STACK, account, stage.parameters(records, secretsManager))),
            settings.type());
    variables.putAll(container.environment());
    container.secrets().keySet().forEach(name -> variables.put(name, recordsToken));
    taskEnvironment = Map.copyOf(variables);
  }

  private static ContainerSpec container(Template template, String type) {
    return template.taskDefinitions().stream()
        .filter(definition -> definition.family().equals(STACK + "-" + type))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "template.yaml has no task definition of the report type " + type))
        .containers()
        .get(0);
  }

  private static String drawn() {
    return UUID.randomUUID().toString();
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  private URI secretsManager() {
    SecretsManagerApi api =
        new SecretsManagerApi(account.accessKeyId(), arn -> Optional.of(recordsToken));
    Javalin server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.post("/", api);
                })
            .start("127.0.0.1", 0);
    parts.push(server::stop);
    return URI.create("http://127.0.0.1:" + server.port());
  }

  URI s3Endpoint() {
    return s3Endpoint;
  }

  S3Client s3() {
    return s3;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** What ECS and the template give to every task. */
  Map<String, String> taskEnvironment() {
    return taskEnvironment;
  }

  /** Values that no log may contain. */
  List<String> secrets() {
    return List.of(account.secretAccessKey(), recordsToken);
  }

  /** Creates a bucket and a table of the same name. */
  void create(String name) {
    s3.createBucket(create -> create.bucket(name));
    dynamoDb.createTable(
        create ->
            create
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("pk"), attribute("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  @Override
  public void close() {
    List<AutoCloseable> closing = new ArrayList<>(parts);
    parts.clear();
    for (AutoCloseable part : closing) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the check cannot be closed", e);
      }
    }
  }
}
