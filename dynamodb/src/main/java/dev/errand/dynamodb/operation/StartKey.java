package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.table.KeySchema;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.value.Item;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code ExclusiveStartKey}: where the page before ended. */
final class StartKey {

  static final String INVALID = "The provided starting key is invalid";

  /** Errors that the service reports as they are, without saying that it is about this key. */
  private static final Pattern UNPREFIXED =
      Pattern.compile(
          "contains duplicates|number set|numeric value|significant digits|number with magnitude");

  private StartKey() {}

  /** Reads it, if it is there. */
  static Optional<Item> of(Input input) {
    if (!input.has("ExclusiveStartKey")) {
      return Optional.empty();
    }
    try {
      return Optional.of(input.item("ExclusiveStartKey"));
    } catch (DynamoDbException e) {
      throw UNPREFIXED.matcher(e.getMessage()).find()
          ? e
          : DynamoDbException.validation(INVALID + ": " + e.getMessage());
    }
  }

  /** Checks that it has the table's key. */
  static void checkTableKey(Table table, Item start) {
    try {
      Keys.checkKey(table, start.only(new LinkedHashSet<>(table.key().names())));
    } catch (DynamoDbException e) {
      throw DynamoDbException.validation(INVALID + ": " + e.getMessage());
    }
  }

  /** Checks that it has one attribute of a key, of the right type. */
  static void checkPart(Table table, KeySchema schema, String name, Item start) {
    if (start.get(name) == null) {
      throw DynamoDbException.validation(INVALID);
    }
    Keys.checkPart(table, schema, name, start);
  }
}
