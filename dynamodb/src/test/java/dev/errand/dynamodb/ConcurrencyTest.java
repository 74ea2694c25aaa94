package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.http.DynamoDbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Several threads at once. */
class ConcurrencyTest {

  private static final int ACCOUNTS = 6;
  private static final int BALANCE = 100;
  private static final int TRANSFERS = 60;

  @Test
  void transfersOfEightThreadsKeepTheSumInEveryReadOfAllAccounts() throws Exception {
    try (DynamoDbServer server = DynamoDbServer.start(DynamoDb.inMemory(), 0);
        DynamoDbClient client = Clients.of(server)) {
      Clients.createTable(client, "accounts");
      for (int i = 0; i < ACCOUNTS; i++) {
        Map<String, AttributeValue> account =
            Map.of("p", AttributeValue.fromS("a" + i), "n", AttributeValue.fromN("" + BALANCE));
        client.putItem(put -> put.tableName("accounts").item(account));
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<Integer>> done = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Random random = new Random(thread);
        done.add(threads.submit(() -> transfer(client, random)));
      }
      int transferred = 0;
      for (Future<Integer> one : done) {
        transferred += one.get();
      }
      threads.shutdown();
      assertThat(transferred).isPositive();
      assertThat(sum(client)).isEqualTo(ACCOUNTS * BALANCE);
      assertThat(client.scan(scan -> scan.tableName("accounts")).items())
          .allSatisfy(
              account -> assertThat(Integer.parseInt(account.get("n").n())).isNotNegative());
    }
  }

  private static int transfer(DynamoDbClient client, Random random) {
    int transferred = 0;
    for (int i = 0; i < TRANSFERS; i++) {
      int from = random.nextInt(ACCOUNTS);
      int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      int amount = 1 + random.nextInt(80);
      try {
        client.transactWriteItems(
            write ->
                write.transactItems(
                    add(from, -amount, "n >= :least", amount), add(to, amount, "n >= :least", 0)));
        transferred++;
      } catch (TransactionCanceledException tooLittle) {
        assertThat(tooLittle.cancellationReasons().get(0).code())
            .isEqualTo("ConditionalCheckFailed");
      }
      assertThat(sum(client)).isEqualTo(ACCOUNTS * BALANCE);
    }
    return transferred;
  }

  private static TransactWriteItem add(int account, int amount, String condition, int least) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName("accounts")
                .key(Map.of("p", AttributeValue.fromS("a" + account)))
                .updateExpression("ADD n :amount")
                .conditionExpression(condition)
                .expressionAttributeValues(
                    Map.of(
                        ":amount", AttributeValue.fromN("" + amount),
                        ":least", AttributeValue.fromN("" + least)))
                .build())
        .build();
  }

  private static int sum(DynamoDbClient client) {
    List<TransactGetItem> gets =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(
                i ->
                    TransactGetItem.builder()
                        .get(
                            Get.builder()
                                .tableName("accounts")
                                .key(Map.of("p", AttributeValue.fromS("a" + i)))
                                .build())
                        .build())
            .toList();
    return client.transactGetItems(get -> get.transactItems(gets)).responses().stream()
        .mapToInt(response -> Integer.parseInt(response.item().get("n").n()))
        .sum();
  }

  /** How a test reads a table. */
  enum Way {
    QUERY(
        """
        {"TableName": "things", "KeyConditionExpression": "p = :p",
         "ExpressionAttributeValues": {":p": {"S": "p"}}}
        """),
    QUERY_BACKWARDS(
        """
        {"TableName": "things", "KeyConditionExpression": "p = :p", "ScanIndexForward": false,
         "ExpressionAttributeValues": {":p": {"S": "p"}}}
        """),
    INDEX(
        """
        {"TableName": "things", "IndexName": "by-g", "KeyConditionExpression": "g = :g",
         "ExpressionAttributeValues": {":g": {"S": "all"}}}
        """),
    SCAN("{\"TableName\": \"things\"}"),
    INDEX_SCAN("{\"TableName\": \"things\", \"IndexName\": \"by-g\"}");

    private final String request;

    Way(String request) {
      this.request = request;
    }

    String operation() {
      return name().contains("SCAN") ? "Scan" : "Query";
    }
  }

  @Property(tries = 40)
  void pagesNeitherSkipNorRepeatWhileItemsAreInserted(
      @ForAll Way way, @ForAll @IntRange(min = 1, max = 40) int limit) throws Exception {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      for (int i = 0; i < 60; i++) {
        put(calls, 2 * i);
      }
      AtomicBoolean reading = new AtomicBoolean(true);
      ExecutorService inserting = Executors.newSingleThreadExecutor();
      Future<?> inserted =
          inserting.submit(
              () -> {
                for (int i = 0; i < 2000 && reading.get(); i++) {
                  put(calls, 2 * (i * 37 % 200) + 1 - 100);
                }
              });
      List<Integer> seen = read(calls, way, limit);
      reading.set(false);
      inserted.get();
      inserting.shutdown();
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen).containsAll(IntStream.range(0, 60).mapToObj(i -> 2 * i).toList());
      if (way == Way.QUERY) {
        assertThat(seen).isSorted();
      }
    }
  }

  @Test
  void segmentsAndPagesOfOneMegabyteTogetherGiveEveryItemOnce() {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      String text = "x".repeat(30_000);
      for (int i = 0; i < 150; i++) {
        calls.call(
            "PutItem",
            """
            {"TableName": "things",
             "Item": {"p": {"S": "p%d"}, "s": {"N": "%d"}, "t": {"S": "%s"}}}
            """
                .formatted(i, i, text));
      }
      List<Integer> seen = new ArrayList<>();
      int pages = 0;
      for (int segment = 0; segment < 3; segment++) {
        ObjectNode scan =
            (ObjectNode)
                Calls.json(
                    "{\"TableName\": \"things\", \"Segment\": %d, \"TotalSegments\": 3}"
                        .formatted(segment));
        JsonNode page;
        do {
          page = calls.call("Scan", scan);
          page.get("Items").forEach(item -> seen.add(item.at("/s/N").asInt()));
          scan.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
          pages++;
        } while (page.has("LastEvaluatedKey"));
      }
      assertThat(pages).isGreaterThan(3);
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 150).boxed().toList());
    }
  }

  private static void put(Calls calls, int s) {
    calls.call(
        "PutItem",
        """
        {"TableName": "things", "Item": {"p": {"S": "p"}, "s": {"N": "%d"}, "g": {"S": "all"}}}
        """
            .formatted(s));
  }

  private static List<Integer> read(Calls calls, Way way, int limit) {
    List<Integer> seen = new ArrayList<>();
    ObjectNode request = (ObjectNode) Calls.json(way.request);
    request.put("Limit", limit);
    while (true) {
      ObjectNode page = calls.call(way.operation(), request);
      page.get("Items").forEach(item -> seen.add(item.at("/s/N").asInt()));
      if (!page.has("LastEvaluatedKey")) {
        return seen;
      }
      request.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
    }
  }
}
