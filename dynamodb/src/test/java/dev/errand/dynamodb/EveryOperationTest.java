package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.dynamodb.Compatibility.Entry;
import dev.errand.dynamodb.http.DynamoDbServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsStatus;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** AWS's SDK for Java calls every operation of the list on a table with both kinds of indexes. */
class EveryOperationTest {

  private static final String TABLE = "orders";

  private final Set<String> called = new TreeSet<>();
  private DynamoDbClient client;

  @Test
  void theSdkForJavaCallsEveryOperation() {
    try (DynamoDbServer server = DynamoDbServer.start(DynamoDb.inMemory(), 0);
        DynamoDbClient plain = Clients.of(server)) {
      client =
          DynamoDbClient.builder()
              .endpointOverride(server.endpoint())
              .region(plain.serviceClientConfiguration().region())
              .credentialsProvider(plain.serviceClientConfiguration().credentialsProvider())
              .overrideConfiguration(all -> all.addExecutionInterceptor(new Names(called)))
              .build();
      manageTable();
      writeAndRead();
      batchesAndTransactions();
      pages();
      deleteTable();
      client.close();
    }
    assertThat(called)
        .isEqualTo(
            Compatibility.ENTRIES.stream()
                .filter(entry -> entry.kind().equals("same"))
                .map(Entry::subject)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private record Names(Set<String> called) implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      called.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }

  private void manageTable() {
    client.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("customer", ScalarAttributeType.S),
                    attribute("number", ScalarAttributeType.N),
                    attribute("day", ScalarAttributeType.S))
                .keySchema(key("customer", KeyType.HASH), key("number", KeyType.RANGE))
                .localSecondaryIndexes(
                    LocalSecondaryIndex.builder()
                        .indexName("by-day")
                        .keySchema(key("customer", KeyType.HASH), key("day", KeyType.RANGE))
                        .projection(all -> all.projectionType(ProjectionType.ALL))
                        .build()));
    client.waiter().waitUntilTableExists(describe -> describe.tableName(TABLE));
    String arn = client.describeTable(describe -> describe.tableName(TABLE)).table().tableArn();
    assertThat(client.listTablesPaginator().tableNames()).contains(TABLE);

    client.updateTable(
        update ->
            update
                .tableName(TABLE)
                .attributeDefinitions(attribute("state", ScalarAttributeType.S))
                .globalSecondaryIndexUpdates(
                    GlobalSecondaryIndexUpdate.builder()
                        .create(
                            index ->
                                index
                                    .indexName("by-state")
                                    .keySchema(key("state", KeyType.HASH))
                                    .projection(
                                        keys -> keys.projectionType(ProjectionType.KEYS_ONLY)))
                        .build()));
    assertThat(
            client
                .describeTable(describe -> describe.tableName(TABLE))
                .table()
                .globalSecondaryIndexes())
        .singleElement()
        .satisfies(index -> assertThat(index.indexStatus()).isEqualTo(IndexStatus.ACTIVE));

    client.tagResource(
        tag -> tag.resourceArn(arn).tags(Tag.builder().key("team").value("a").build()));
    assertThat(client.listTagsOfResource(list -> list.resourceArn(arn)).tags()).hasSize(1);
    client.untagResource(untag -> untag.resourceArn(arn).tagKeys("team"));
    assertThat(client.listTagsOfResource(list -> list.resourceArn(arn)).tags()).isEmpty();

    client.updateTimeToLive(
        update ->
            update
                .tableName(TABLE)
                .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(true)));
    assertThat(
            client
                .describeTimeToLive(describe -> describe.tableName(TABLE))
                .timeToLiveDescription()
                .timeToLiveStatus())
        .isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(
            client
                .describeContinuousBackups(describe -> describe.tableName(TABLE))
                .continuousBackupsDescription()
                .continuousBackupsStatus())
        .isEqualTo(ContinuousBackupsStatus.ENABLED);
  }

  private void writeAndRead() {
    assertThat(
            client
                .putItem(
                    put ->
                        put.tableName(TABLE)
                            .item(order(1))
                            .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES))
                .consumedCapacity()
                .globalSecondaryIndexes())
        .containsKey("by-state");
    assertThat(
            client
                .updateItem(
                    update ->
                        update
                            .tableName(TABLE)
                            .key(keyOf(1))
                            .updateExpression("SET #state = :state ADD tries :one")
                            .conditionExpression("attribute_exists(customer)")
                            .expressionAttributeNames(Map.of("#state", "state"))
                            .expressionAttributeValues(
                                Map.of(":state", s("sent"), ":one", AttributeValue.fromN("1")))
                            .returnValues(ReturnValue.UPDATED_NEW))
                .attributes())
        .isEqualTo(Map.of("state", s("sent"), "tries", AttributeValue.fromN("1")));
    assertThat(client.getItem(get -> get.tableName(TABLE).key(keyOf(1))).item())
        .containsEntry("state", s("sent"));
    assertThat(
            client
                .deleteItem(
                    delete ->
                        delete.tableName(TABLE).key(keyOf(1)).returnValues(ReturnValue.ALL_OLD))
                .attributes())
        .containsEntry("state", s("sent"));
    assertThat(client.getItem(get -> get.tableName(TABLE).key(keyOf(1))).hasItem()).isFalse();
  }

  private void batchesAndTransactions() {
    List<WriteRequest> puts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Map<String, AttributeValue> order = order(i);
      puts.add(WriteRequest.builder().putRequest(PutRequest.builder().item(order).build()).build());
    }
    assertThat(client.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, puts))))
        .satisfies(response -> assertThat(response.unprocessedItems()).isEmpty());
    assertThat(
            client
                .batchGetItemPaginator(
                    batch ->
                        batch.requestItems(
                            Map.of(
                                TABLE,
                                KeysAndAttributes.builder()
                                    .keys(List.of(keyOf(3), keyOf(99)))
                                    .build())))
                .stream()
                .flatMap(response -> response.responses().get(TABLE).stream()))
        .hasSize(1);
    client.transactWriteItems(
        write ->
            write
                .clientRequestToken("once")
                .transactItems(
                    TransactWriteItem.builder()
                        .put(put -> put.tableName(TABLE).item(order(20)))
                        .build(),
                    TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(TABLE).key(keyOf(0)))
                        .build()));
    assertThat(
            client
                .transactGetItems(get -> get.transactItems(getting(keyOf(20)), getting(keyOf(0))))
                .responses()
                .stream()
                .map(response -> response.hasItem()))
        .containsExactly(true, false);
  }

  private void pages() {
    assertThat(
            client
                .queryPaginator(
                    query ->
                        query
                            .tableName(TABLE)
                            .keyConditionExpression("customer = :c AND #n BETWEEN :low AND :high")
                            .expressionAttributeNames(Map.of("#n", "number"))
                            .expressionAttributeValues(
                                Map.of(
                                    ":c", s("c"),
                                    ":low", AttributeValue.fromN("5"),
                                    ":high", AttributeValue.fromN("12")))
                            .scanIndexForward(false)
                            .limit(3))
                .items()
                .stream()
                .map(item -> Integer.parseInt(item.get("number").n())))
        .containsExactlyElementsOf(IntStream.iterate(12, i -> i >= 5, i -> i - 1).boxed().toList());
    for (String index : List.of("by-day", "by-state")) {
      boolean local = index.equals("by-day");
      assertThat(
              client
                  .queryPaginator(
                      query ->
                          query
                              .tableName(TABLE)
                              .indexName(index)
                              .keyConditionExpression(local ? "customer = :v" : "#state = :v")
                              .expressionAttributeNames(local ? null : Map.of("#state", "state"))
                              .expressionAttributeValues(Map.of(":v", s(local ? "c" : "new")))
                              .limit(6))
                  .items())
          .hasSize(local ? 20 : 10);
    }
    assertThat(client.scanPaginator(scan -> scan.tableName(TABLE).limit(7)).items()).hasSize(20);
  }

  private void deleteTable() {
    client.deleteTable(delete -> delete.tableName(TABLE));
    client.waiter().waitUntilTableNotExists(describe -> describe.tableName(TABLE));
  }

  /** Half of the orders have no state, so they are not in the global index. */
  private static Map<String, AttributeValue> order(int number) {
    Map<String, AttributeValue> order =
        new HashMap<>(Map.of("day", s("2026-11-%02d".formatted(1 + number))));
    order.putAll(keyOf(number));
    if (number % 2 == 1) {
      order.put("state", s("new"));
    }
    return order;
  }

  private static Map<String, AttributeValue> keyOf(int number) {
    return Map.of("customer", s("c"), "number", AttributeValue.fromN(Integer.toString(number)));
  }

  private static TransactGetItem getting(Map<String, AttributeValue> key) {
    return TransactGetItem.builder().get(Get.builder().tableName(TABLE).key(key).build()).build();
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
