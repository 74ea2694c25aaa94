package dev.errand.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;
import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.worker.records.Retries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The condition of progress writes, on the table store. */
class ProgressTableTest {

  private static final String TABLE = "reports";
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private static DynamoDbServer server;
  private static DynamoDbClient dynamoDb;

  @BeforeAll
  static void start() {
    server = DynamoDbServer.start(DynamoDb.inMemory(), 0);
    dynamoDb =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    dynamoDb.createTable(
        create ->
            create
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("pk"), attribute("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
  }

  @AfterAll
  static void stop() {
    dynamoDb.close();
    server.close();
  }

  /** Seeded fault: with the attempt as the only order, two tasks of an attempt both write. */
  @Test
  void onlyTheLatestTaskOfAReportMayWrite() {
    List<TaskId> tasks =
        List.of(
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ", START, "0.0.0"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-1", START, "0.0.0"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-1", START, "0.0.1"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-1", START, "0.1.0"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-1", START, "0.3.10"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-1", START, "1.0.0"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-1", START, "10.0.0"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-2", START, "0.0.0"),
            task("01JZZZZZZZZZZZZZZZZZZZZZZZ-10", START, "0.0.0"));

    for (int latest = 0; latest < tasks.size(); latest++) {
      write(tasks.get(latest), latest);
      for (TaskId earlier : tasks.subList(0, latest)) {
        assertThatThrownBy(() -> write(earlier, 99)).isInstanceOf(SupersededException.class);
      }
      write(tasks.get(latest), latest);
      assertThat(item("01JZZZZZZZZZZZZZZZZZZZZZZZ").get("records").n())
          .isEqualTo(String.valueOf(latest));
    }
  }

  @Test
  void aLaterExecutionOfTheSameNameReplacesTheEarlierOne() {
    TaskId before = task("monthly", START, "3.2.1");
    write(before, 1);

    write(task("monthly", START.plus(Duration.ofDays(91)), "0.0.0"), 2);

    assertThatThrownBy(() -> write(before, 1)).isInstanceOf(SupersededException.class);
    assertThat(item("monthly").get("records").n()).isEqualTo("2");
  }

  @Test
  void replacesAnItemWithoutAnOrder() {
    dynamoDb.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("PROGRESS#older"),
                        "sk", AttributeValue.fromS("PROGRESS"),
                        "attempt", AttributeValue.fromN("1"))));

    write(task("older", START, "0.0.0"), 5);

    assertThat(item("older").get("records").n()).isEqualTo("5");
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

  private static TaskId task(String executionName, Instant startedAt, String number) {
    return TaskId.of(new ExecutionId(Attempt.fromExecutionName(executionName), startedAt), number);
  }

  private static void write(TaskId task, long records) {
    new ProgressTable(dynamoDb, TABLE, task, Duration.ofDays(90))
        .write(
            new Snapshot(
                TaskPhase.READING,
                records,
                OptionalLong.empty(),
                1,
                START,
                START,
                Retries.NONE,
                Optional.empty()));
  }

  private static Map<String, AttributeValue> item(String id) {
    return dynamoDb
        .getItem(
            get ->
                get.tableName(TABLE)
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("PROGRESS#" + new ReportId(id)),
                            "sk", AttributeValue.fromS("PROGRESS"))))
        .item();
  }
}
