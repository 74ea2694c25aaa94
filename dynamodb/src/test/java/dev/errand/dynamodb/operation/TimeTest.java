package dev.errand.dynamodb.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.RequestShapes;
import dev.errand.dynamodb.store.MapStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes with time: items with a time to live, and the tokens of transactions. */
class TimeTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** A clock that a test turns on. */
  private static final class TestClock extends Clock {
    private Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final TestClock clock = new TestClock();
  private final MapStore store = MapStore.inMemory();
  private final Map<String, Operation> operations =
      Operations.of(store, "us-east-1", "123456789012", clock);

  @BeforeEach
  void createTable() {
    call(
        "CreateTable",
        """
        {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"},
                                  {"AttributeName": "g", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}],
         "GlobalSecondaryIndexes": [{"IndexName": "by-g",
           "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
           "Projection": {"ProjectionType": "ALL"}}]}
        """);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void itemsWhoseTimeIsOverAreDeletedFromTheTableAndItsIndexes() {
    call(
        "UpdateTimeToLive",
        """
        {"TableName": "things",
         "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": true}}
        """);
    put("over", "{\"N\": \"%d\"}".formatted(NOW.getEpochSecond() + 59));
    put("later", "{\"N\": \"%d\"}".formatted(NOW.getEpochSecond() + 61));
    put("text", "{\"S\": \"%d\"}".formatted(NOW.getEpochSecond()));
    put("six-years-ago", "{\"N\": \"%d\"}".formatted(NOW.getEpochSecond() - 6 * 365 * 86_400L));

    new Expiry(store, clock).run();
    assertThat(keys("{\"TableName\": \"things\"}")).hasSize(4);
    clock.now = NOW.plusSeconds(60);
    new Expiry(store, clock).run();

    assertThat(keys("{\"TableName\": \"things\"}"))
        .containsExactlyInAnyOrder("later", "text", "six-years-ago");
    assertThat(keys("{\"TableName\": \"things\", \"IndexName\": \"by-g\"}"))
        .containsExactlyInAnyOrder("later", "text", "six-years-ago");
  }

  @Test
  void nothingIsDeletedWhereTimeToLiveIsOff() {
    put("over", "{\"N\": \"%d\"}".formatted(NOW.getEpochSecond() - 60));

    new Expiry(store, clock).run();

    assertThat(keys("{\"TableName\": \"things\"}")).containsExactly("over");
  }

  @Test
  void aTransactionWithATokenIsDoneOnceInTenMinutes() {
    String add =
        """
        {"ClientRequestToken": "token", "TransactItems": [{"Update": {"TableName": "things",
          "Key": {"p": {"S": "a"}}, "UpdateExpression": "ADD n :one",
          "ExpressionAttributeValues": {":one": {"N": "%d"}}}}]}
        """;
    call("TransactWriteItems", add.formatted(1));
    call("TransactWriteItems", add.formatted(1));
    assertThat(number()).isEqualTo(1);

    assertThatThrownBy(() -> call("TransactWriteItems", add.formatted(2)))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e ->
                assertThat(e.type())
                    .isEqualTo(DynamoDbException.Type.IDEMPOTENT_PARAMETER_MISMATCH));

    clock.now = NOW.plus(Duration.ofMinutes(10)).plusMillis(1);
    call("TransactWriteItems", add.formatted(2));
    assertThat(number()).isEqualTo(3);
  }

  @Test
  void writesConsumeUnitsForTheTableAndEachChangedEntryOfAnIndex() {
    String put =
        """
        {"TableName": "things", "ReturnConsumedCapacity": "INDEXES",
         "Item": {"p": {"S": "a"}, "g": {"S": "%s"}, "t": {"S": "%s"}}}
        """;
    String large = "x".repeat(1500);
    assertUnits(call("PutItem", put.formatted("one", large)), 4, 2, 2);
    assertUnits(call("PutItem", put.formatted("one", large)), 2, 2, 0);
    assertUnits(call("PutItem", put.formatted("one", "small")), 4, 2, 2);
    assertUnits(call("PutItem", put.formatted("two", "small")), 3, 1, 2);
  }

  private static void assertUnits(ObjectNode response, double total, double table, double index) {
    ObjectNode consumed = (ObjectNode) response.get("ConsumedCapacity");
    assertThat(consumed.get("CapacityUnits").doubleValue()).isEqualTo(total);
    assertThat(consumed.at("/Table/CapacityUnits").doubleValue()).isEqualTo(table);
    assertThat(consumed.at("/GlobalSecondaryIndexes/by-g/CapacityUnits").doubleValue())
        .isEqualTo(index);
  }

  private void put(String key, String expiresAt) {
    call(
        "PutItem",
        """
        {"TableName": "things",
         "Item": {"p": {"S": "%s"}, "g": {"S": "all"}, "expires_at": %s}}
        """
            .formatted(key, expiresAt));
  }

  private List<String> keys(String scan) {
    return call("Scan", scan)
        .get("Items")
        .valueStream()
        .map(item -> item.at("/p/S").textValue())
        .toList();
  }

  private int number() {
    return call("GetItem", "{\"TableName\": \"things\", \"Key\": {\"p\": {\"S\": \"a\"}}}")
        .at("/Item/n/N")
        .asInt();
  }

  private ObjectNode call(String operation, String request) {
    try {
      return operations
          .get(operation)
          .run(RequestShapes.of(operation).read(MAPPER.readTree(request)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
