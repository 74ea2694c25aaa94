package dev.errand.functions.store;

import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * A count in an item of its own: of a client's active reports or webhooks, or of running tasks. It
 * changes in the same transaction as what it counts.
 */
final class CappedCounter {

  /** The attribute of every count; the first one that was stored counted active reports. */
  private static final String COUNT = "active";

  private final DynamoDbClient dynamoDb;
  private final String table;

  CappedCounter(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** The count, in a consistent read. */
  int read(Key counter) {
    Item item =
        Item.read(
            dynamoDb
                .getItem(get -> get.tableName(table).consistentRead(true).key(counter.attributes()))
                .item());
    return (int) item.optionalNumber(COUNT).orElse(0);
  }

  /** Adds a number; the transaction fails if the sum exceeds the limit, if there is one. */
  TransactWriteItem add(Key counter, int number, OptionalInt limit) {
    Update.Builder update =
        Update.builder()
            .tableName(table)
            .key(counter.attributes())
            .updateExpression("SET schema_version = :one ADD #count :number")
            .expressionAttributeNames(Map.of("#count", COUNT));
    AttributeValue one = AttributeValue.fromN("1");
    AttributeValue added = AttributeValue.fromN(Integer.toString(number));
    if (number > 0 && limit.isPresent()) {
      update
          .conditionExpression("attribute_not_exists(#count) OR #count <= :room")
          .expressionAttributeValues(
              Map.of(
                  ":one",
                  one,
                  ":number",
                  added,
                  ":room",
                  AttributeValue.fromN(Integer.toString(limit.getAsInt() - number))));
    } else {
      update.expressionAttributeValues(Map.of(":one", one, ":number", added));
    }
    return TransactWriteItem.builder().update(update.build()).build();
  }
}
