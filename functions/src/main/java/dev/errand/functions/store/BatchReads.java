package dev.errand.functions.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Reads some items of the table in one call. */
record BatchReads(DynamoDbClient dynamoDb, String table) {

  private static final int MAX_CALLS = 4;

  /**
   * Returns the items that exist.
   *
   * @throws ProvisionedThroughputExceededException if DynamoDB repeatedly leaves some unread,
   *     because the table is throttled (API reference, BatchGetItem)
   */
  List<Map<String, AttributeValue>> consistent(List<Key> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, KeysAndAttributes> unread =
        Map.of(
            table,
            KeysAndAttributes.builder()
                .consistentRead(true)
                .keys(keys.stream().map(Key::attributes).toList())
                .build());
    for (int calls = 0; !unread.isEmpty(); calls++) {
      if (calls == MAX_CALLS) {
        throw ProvisionedThroughputExceededException.builder()
            .message(
                "%d items of the table were left unread %d times".formatted(keys.size(), calls))
            .build();
      }
      Map<String, KeysAndAttributes> wanted = unread;
      BatchGetItemResponse answer = dynamoDb.batchGetItem(batch -> batch.requestItems(wanted));
      items.addAll(answer.responses().getOrDefault(table, List.of()));
      unread = answer.unprocessedKeys();
    }
    return items;
  }
}
