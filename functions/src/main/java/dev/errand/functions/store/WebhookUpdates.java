package dev.errand.functions.store;

import dev.errand.functions.webhook.Webhook;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Conditional updates of the items of webhooks. */
record WebhookUpdates(DynamoDbClient dynamoDb, String table) {

  /** The condition that the webhook was not deleted. */
  static final String EXISTS = "attribute_exists(pk)";

  /** An update of a webhook, without its condition and its values. */
  UpdateItemRequest.Builder of(Webhook webhook, String expression) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(Key.webhook(webhook.clientId(), webhook.id()).attributes())
        .updateExpression(expression);
  }

  /** Whether the condition held and the update was made. */
  boolean tryUpdate(UpdateItemRequest.Builder request) {
    try {
      dynamoDb.updateItem(request.build());
      return true;
    } catch (ConditionalCheckFailedException changed) {
      return false;
    }
  }
}
