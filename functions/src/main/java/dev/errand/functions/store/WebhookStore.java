package dev.errand.functions.store;

import dev.errand.functions.store.Transaction.Part;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.SigningSecrets;
import dev.errand.functions.webhook.Webhook;
import dev.errand.functions.webhook.WebhookId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Stores what clients set of their webhooks. {@link EndpointHealthStore} stores the rest. Each
 * change writes only its own attributes, so that the two do not undo each other.
 */
public final class WebhookStore {

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final CappedCounter counter;
  private final WebhookUpdates updates;

  public WebhookStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.counter = new CappedCounter(dynamoDb, table);
    this.updates = new WebhookUpdates(dynamoDb, table);
  }

  /**
   * Stores a new webhook.
   *
   * @param cap the maximum number of webhooks of its client, with this one
   * @return whether it is stored; if not, the client has the maximum already
   */
  public boolean create(Webhook webhook, int cap) {
    Item owner = Item.with(Key.ownerOf(webhook.id())).text("owner", webhook.clientId().toString());
    Set<Part> refused =
        new Transaction()
            .add(Part.WEBHOOK, put(WebhookItem.write(webhook)))
            .add(Part.OWNER, put(owner))
            .add(
                Part.COUNT,
                counter.add(Key.countedWebhooks(webhook.clientId()), 1, OptionalInt.of(cap)))
            .commit(dynamoDb);
    return refused.isEmpty();
  }

  private TransactWriteItem put(Item item) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(pk)"))
        .build();
  }

  /** The webhook with this id, of any client. */
  public Optional<Webhook> find(WebhookId id) {
    return item(Key.ownerOf(id))
        .map(owner -> UUID.fromString(owner.text("owner")))
        .flatMap(client -> find(client, id));
  }

  /** A client's webhook. */
  public Optional<Webhook> find(UUID clientId, WebhookId id) {
    return item(Key.webhook(clientId, id)).map(WebhookItem::read);
  }

  private Optional<Item> item(Key key) {
    return Optional.of(
            Item.read(
                dynamoDb
                    .getItem(get -> get.tableName(table).consistentRead(true).key(key.attributes()))
                    .item()))
        .filter(item -> item.has("pk"));
  }

  /** All webhooks of a client, the oldest first. */
  public List<Webhook> ofClient(UUID clientId) {
    return ofClient(clientId, Key.WEBHOOK).map(WebhookItem::read).toList();
  }

  /** The webhooks that a client has, and those it deleted of which deliveries can be left. */
  public List<WebhookId> idsEverOf(UUID clientId) {
    return Stream.of(Key.WEBHOOK, Key.DELETED_WEBHOOK)
        .flatMap(
            prefix ->
                ofClient(clientId, prefix)
                    .map(item -> new WebhookId(item.text("sk").substring(prefix.length()))))
        .toList();
  }

  private Stream<Item> ofClient(UUID clientId, String prefix) {
    return dynamoDb
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :client AND begins_with(sk, :webhook)")
                    .expressionAttributeValues(
                        Map.of(
                            ":client",
                            AttributeValue.fromS(Key.countedWebhooks(clientId).pk()),
                            ":webhook",
                            AttributeValue.fromS(prefix))))
        .items()
        .stream()
        .map(Item::read);
  }

  /**
   * Stores what a client can change of a webhook, and removes the failures of its endpoint.
   *
   * @return whether the webhook exists
   */
  public boolean change(Webhook after) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":url", AttributeValue.fromS(after.url()));
    values.put(":events", WebhookItem.events(after.events()));
    values.put(":updated", AttributeValue.fromS(Times.format(after.updatedAt())));
    StringBuilder set =
        new StringBuilder("SET #url = :url, #events = :events, updated_at = :updated");
    StringBuilder remove = new StringBuilder(" REMOVE failures, failing_since, paused_until");
    after
        .description()
        .ifPresentOrElse(
            text -> {
              set.append(", description = :description");
              values.put(":description", AttributeValue.fromS(text));
            },
            () -> remove.append(", description"));
    after
        .disabled()
        .ifPresentOrElse(
            disabled -> {
              set.append(", disabled_reason = :reason, disabled_at = :at");
              values.put(":reason", AttributeValue.fromS(disabled.reason().name()));
              values.put(":at", AttributeValue.fromS(Times.format(disabled.at())));
            },
            () -> remove.append(", disabled_reason, disabled_at"));
    return updates.tryUpdate(
        updates
            .of(after, set.toString() + remove)
            .conditionExpression(WebhookUpdates.EXISTS)
            .expressionAttributeNames(Map.of("#url", WebhookItem.URL, "#events", "events"))
            .expressionAttributeValues(values));
  }

  /**
   * Replaces the secrets of a webhook.
   *
   * @return whether that is stored; if not, the secrets changed meanwhile or it was deleted
   */
  public boolean rotate(Webhook before, SigningSecrets after) {
    SigningSecrets.Expiring previous = after.previous().orElseThrow();
    return updates.tryUpdate(
        updates
            .of(
                before,
                "SET #secret = :secret, previous_secret = :previous,"
                    + " previous_secret_until = :until")
            .conditionExpression("#secret = :previous")
            .expressionAttributeNames(Map.of("#secret", WebhookItem.SECRET))
            .expressionAttributeValues(
                Map.of(
                    ":secret", AttributeValue.fromS(after.current()),
                    ":previous", AttributeValue.fromS(previous.secret()),
                    ":until", AttributeValue.fromS(Times.format(previous.until())))));
  }

  /**
   * Deletes a webhook. Its deliveries are deleted when they expire, or with their report.
   *
   * @param now the id of the webhook is kept for 30 days from then, as long as its deliveries are
   * @return whether it existed
   */
  public boolean delete(Webhook webhook, Instant now) {
    Set<Part> refused =
        new Transaction()
            .add(
                Part.WEBHOOK,
                TransactWriteItem.builder()
                    .delete(
                        delete ->
                            delete
                                .tableName(table)
                                .key(Key.webhook(webhook.clientId(), webhook.id()).attributes())
                                .conditionExpression(WebhookUpdates.EXISTS))
                    .build())
            .add(
                Part.OWNER,
                TransactWriteItem.builder()
                    .delete(
                        delete ->
                            delete.tableName(table).key(Key.ownerOf(webhook.id()).attributes()))
                    .build())
            .add(
                Part.COUNT,
                counter.add(Key.countedWebhooks(webhook.clientId()), -1, OptionalInt.empty()))
            .add(
                Part.DELETED_WEBHOOK,
                put(
                    Item.with(Key.deletedWebhook(webhook.clientId(), webhook.id()))
                        .deletedAfter(now.plus(Delivery.KEPT_FOR))))
            .commit(dynamoDb);
    return refused.isEmpty();
  }
}
