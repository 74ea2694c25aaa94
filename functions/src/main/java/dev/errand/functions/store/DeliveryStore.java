package dev.errand.functions.store;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.WebhookId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Deliveries of events to webhooks. */
public final class DeliveryStore {

  private final DynamoDbClient dynamoDb;
  private final String table;

  public DeliveryStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** Stores a delivery, unless its webhook has one of this event. */
  public boolean create(Delivery delivery) {
    return isPut(put(delivery).conditionExpression("attribute_not_exists(pk)"));
  }

  /** A webhook's delivery of an event. */
  public Optional<Delivery> find(WebhookId webhook, EventId event) {
    return Optional.of(
            Item.read(
                dynamoDb
                    .getItem(
                        get ->
                            get.tableName(table)
                                .consistentRead(true)
                                .key(Key.delivery(webhook, event).attributes()))
                    .item()))
        .filter(item -> item.has("pk"))
        .map(DeliveryItem::read);
  }

  /**
   * Stores a change of a delivery, unless it was changed meanwhile.
   *
   * @return whether it is stored
   */
  public boolean replace(Delivery before, Delivery after) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":status", AttributeValue.fromS(before.status().name()));
    before.dueAt().ifPresent(due -> values.put(":due", AttributeValue.fromS(Times.format(due))));
    return isPut(
        put(after)
            .conditionExpression(
                "#status = :status AND "
                    + (before.dueAt().isPresent() ? "#due = :due" : "attribute_not_exists(#due)"))
            .expressionAttributeNames(Map.of("#status", "status", "#due", SparseIndex.DUE.time()))
            .expressionAttributeValues(values));
  }

  /** Deletes a webhook's delivery of an event, if there is one. */
  public void delete(WebhookId webhook, EventId event) {
    dynamoDb.deleteItem(
        delete -> delete.tableName(table).key(Key.delivery(webhook, event).attributes()));
  }

  private PutItemRequest.Builder put(Delivery delivery) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(DeliveryItem.write(delivery).attributes());
  }

  private boolean isPut(PutItemRequest.Builder request) {
    try {
      dynamoDb.putItem(request.build());
      return true;
    } catch (ConditionalCheckFailedException changed) {
      return false;
    }
  }

  /**
   * A webhook's deliveries, newest first.
   *
   * @param status only those with it
   * @param after the event that an earlier page ended with
   */
  public DeliveryPage page(
      WebhookId webhook, Optional<Delivery.Status> status, Optional<EventId> after, int size) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":webhook", AttributeValue.fromS(Key.ownerOf(webhook).pk()));
    values.put(":delivery", AttributeValue.fromS(Key.DELIVERY));
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .scanIndexForward(false)
            .limit(size)
            .keyConditionExpression("pk = :webhook AND begins_with(sk, :delivery)");
    status.ifPresent(
        wanted -> {
          values.put(":status", AttributeValue.fromS(wanted.name()));
          query
              .filterExpression("#status = :status")
              .expressionAttributeNames(Map.of("#status", "status"));
        });
    after.ifPresent(event -> query.exclusiveStartKey(Key.delivery(webhook, event).attributes()));
    QueryResponse answer = dynamoDb.query(query.expressionAttributeValues(values).build());
    List<Delivery> deliveries =
        answer.items().stream().map(item -> DeliveryItem.read(Item.read(item))).toList();
    return new DeliveryPage(
        deliveries,
        answer.hasLastEvaluatedKey()
            ? Optional.of(
                new EventId(
                    answer.lastEvaluatedKey().get("sk").s().substring(Key.DELIVERY.length())))
            : Optional.empty());
  }
}
