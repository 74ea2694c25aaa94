package dev.errand.functions.store;

import dev.errand.functions.webhook.Disabled;
import dev.errand.functions.webhook.Health;
import dev.errand.functions.webhook.Webhook;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Stores how the endpoints of webhooks answer deliveries, in the items of the webhooks. */
public final class EndpointHealthStore {

  private final DynamoDbClient dynamoDb;
  private final WebhookUpdates updates;

  /** Creates the store of a table. */
  public EndpointHealthStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.updates = new WebhookUpdates(dynamoDb, table);
  }

  /** Counts a failed try. Returns the health of the endpoint; empty if its webhook was deleted. */
  public Optional<Health> recordFailure(Webhook webhook, Instant now) {
    try {
      return Optional.of(
          WebhookItem.health(
              Item.read(
                  dynamoDb
                      .updateItem(
                          updates
                              .of(
                                  webhook,
                                  "SET failing_since = if_not_exists(failing_since, :now)"
                                      + " ADD failures :one")
                              .conditionExpression(WebhookUpdates.EXISTS)
                              .expressionAttributeValues(
                                  Map.of(
                                      ":now", AttributeValue.fromS(Times.format(now)),
                                      ":one", AttributeValue.fromN("1")))
                              .returnValues(ReturnValue.ALL_NEW)
                              .build())
                      .attributes())));
    } catch (ConditionalCheckFailedException deleted) {
      return Optional.empty();
    }
  }

  /** Pauses deliveries to a failing endpoint until a time. */
  public void pause(Webhook webhook, Instant until) {
    boolean unused =
        updates.tryUpdate(
            updates
                .of(webhook, "SET paused_until = :until")
                .conditionExpression("attribute_exists(failing_since)")
                .expressionAttributeValues(
                    Map.of(":until", AttributeValue.fromS(Times.format(until)))));
  }

  /** Removes the failures before a try that succeeded. */
  public void recordSuccess(Webhook webhook) {
    boolean unused =
        updates.tryUpdate(
            updates
                .of(webhook, "REMOVE failures, failing_since, paused_until")
                .conditionExpression("attribute_exists(failing_since)"));
  }

  /**
   * Disables a webhook, unless it is disabled or has another URL by now.
   *
   * @return whether it was disabled by this
   */
  public boolean disable(Webhook webhook, Disabled disabled) {
    return updates.tryUpdate(
        updates
            .of(webhook, "SET disabled_reason = :reason, disabled_at = :at")
            .conditionExpression("attribute_not_exists(disabled_at) AND #url = :url")
            .expressionAttributeNames(Map.of("#url", WebhookItem.URL))
            .expressionAttributeValues(
                Map.of(
                    ":reason", AttributeValue.fromS(disabled.reason().name()),
                    ":at", AttributeValue.fromS(Times.format(disabled.at())),
                    ":url", AttributeValue.fromS(webhook.url()))));
  }
}
