package dev.errand.functions.store;

import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A number of reports, in an item of its own. It changes only with the reports themselves. */
final class CappedCounter {

  private static final String ACTIVE = "active";

  private final DynamoDbClient dynamoDb;
  private final String table;

  CappedCounter(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** The number, in a consistent read. */
  int read(Key counter) {
    Item item =
        Item.read(
            dynamoDb
                .getItem(get -> get.tableName(table).consistentRead(true).key(counter.attributes()))
                .item());
    return (int) item.optionalNumber(ACTIVE).orElse(0);
  }

  /** Adds a number, under the condition that the sum does not exceed the limit, if there is one. */
  TransactWriteItem add(Key counter, int number, OptionalInt limit) {
    Update.Builder update =
        Update.builder()
            .tableName(table)
            .key(counter.attributes())
            .updateExpression("SET schema_version = :one ADD #active :number")
            .expressionAttributeNames(Map.of("#active", ACTIVE));
    AttributeValue one = AttributeValue.fromN("1");
    AttributeValue added = AttributeValue.fromN(Integer.toString(number));
    if (number > 0 && limit.isPresent()) {
      update
          .conditionExpression("attribute_not_exists(#active) OR #active <= :room")
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
