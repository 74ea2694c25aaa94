package dev.errand.functions.store;

import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The number of a client's active reports. It changes only with the reports themselves. */
final class ActiveCount {

  static final String ACTIVE = "active";

  private final String table;

  ActiveCount(String table) {
    this.table = table;
  }

  /** Adds, under the condition that a cap, if there is one, is not passed by it. */
  TransactWriteItem add(UUID clientId, int number, OptionalInt cap) {
    Update.Builder update =
        Update.builder()
            .tableName(table)
            .key(Key.activeReports(clientId).attributes())
            .updateExpression("SET schema_version = :one ADD #active :number")
            .expressionAttributeNames(Map.of("#active", ACTIVE));
    AttributeValue one = AttributeValue.fromN("1");
    AttributeValue added = AttributeValue.fromN(Integer.toString(number));
    if (number > 0 && cap.isPresent()) {
      update
          .conditionExpression("attribute_not_exists(#active) OR #active <= :room")
          .expressionAttributeValues(
              Map.of(
                  ":one",
                  one,
                  ":number",
                  added,
                  ":room",
                  AttributeValue.fromN(Integer.toString(cap.getAsInt() - number))));
    } else {
      update.expressionAttributeValues(Map.of(":one", one, ":number", added));
    }
    return TransactWriteItem.builder().update(update.build()).build();
  }
}
