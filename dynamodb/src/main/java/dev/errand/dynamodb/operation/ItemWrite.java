package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.DocumentPath;
import dev.errand.dynamodb.expression.ExpressionAttributes;
import dev.errand.dynamodb.expression.ParsedCondition;
import dev.errand.dynamodb.expression.Update;
import dev.errand.dynamodb.expression.Update.Action;
import dev.errand.dynamodb.expression.UpdateExpression;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.value.Item;
import java.util.List;

/**
 * One write of one item, alone or in a transaction: what it asks for, checked as far as that can be
 * done without the table.
 *
 * @param item the item to put, or the key of the item to change
 * @param condition must hold of the item before
 * @param oldOnFailure whether the error of a failed condition shows the item
 */
record ItemWrite(
    Kind kind,
    String tableName,
    Item item,
    ParsedCondition condition,
    Update update,
    boolean oldOnFailure) {

  static final int MAX_ITEM_BYTES = 400 * 1024;

  /** What is done. */
  enum Kind {
    PUT,
    UPDATE,
    DELETE,
    CHECK
  }

  /** Reads a put. */
  static ItemWrite put(Input input) {
    ExpressionParameters.check(input, List.of("ConditionExpression"), List.of("Expected"));
    Item item = input.item("Item");
    requireReturnValues(input);
    checkSize(item);
    return conditional(Kind.PUT, input, item, Update.NONE);
  }

  /** Reads a delete. */
  static ItemWrite delete(Input input) {
    ExpressionParameters.check(input, List.of("ConditionExpression"), List.of("Expected"));
    Item key = input.item("Key");
    requireReturnValues(input);
    return conditional(Kind.DELETE, input, key, Update.NONE);
  }

  /** Reads the check of a condition. */
  static ItemWrite check(Input input) {
    ExpressionParameters.check(input, List.of("ConditionExpression"), List.of());
    return conditional(Kind.CHECK, input, input.item("Key"), Update.NONE);
  }

  /** Reads an update. */
  static ItemWrite update(Input input) {
    ExpressionParameters.check(
        input,
        List.of("UpdateExpression", "ConditionExpression"),
        List.of("AttributeUpdates", "Expected"));
    return conditional(Kind.UPDATE, input, input.item("Key"), LegacyUpdates.of(input));
  }

  private static ItemWrite conditional(Kind kind, Input input, Item item, Update update) {
    ParsedCondition expected = LegacyConditions.expected(input);
    ExpressionAttributes attributes = ExpressionAttributes.of(input.json());
    Update expressed =
        input.has("UpdateExpression")
            ? expression("UpdateExpression", input, attributes, UpdateExpression::parse)
            : update;
    ParsedCondition condition =
        input.has("ConditionExpression")
            ? expression("ConditionExpression", input, attributes, ParsedCondition::parse)
            : expected;
    attributes.requireAllUsed();
    return new ItemWrite(
        kind,
        input.string("TableName"),
        item,
        condition,
        expressed,
        input
            .optionalString("ReturnValuesOnConditionCheckFailure")
            .orElse("NONE")
            .equals("ALL_OLD"));
  }

  /** Reads an expression. */
  interface Parser<T> {
    T parse(String text, ExpressionAttributes attributes);
  }

  /** Reads the expression of a parameter; errors name the parameter. */
  static <T> T expression(
      String parameter, Input input, ExpressionAttributes attributes, Parser<T> parser) {
    try {
      return parser.parse(input.string(parameter), attributes);
    } catch (DynamoDbException e) {
      throw DynamoDbException.validation("Invalid %s: %s".formatted(parameter, e.getMessage()));
    }
  }

  private static void requireReturnValues(Input input) {
    String returned = input.optionalString("ReturnValues").orElse("NONE");
    if (!returned.equals("NONE") && !returned.equals("ALL_OLD")) {
      throw DynamoDbException.validation("ReturnValues can only be ALL_OLD or NONE");
    }
  }

  static void checkSize(Item item) {
    if (item.size() > MAX_ITEM_BYTES) {
      throw DynamoDbException.validation("Item size has exceeded the maximum allowed size");
    }
  }

  /**
   * Checks it against the table.
   *
   * @throws DynamoDbException if the key does not match the table's, or the update would change it
   */
  void checkAgainst(Table table) {
    if (kind == Kind.PUT) {
      Keys.checkItem(table, item);
      KeyPaths.check(table, condition.paths());
      return;
    }
    Keys.checkKey(table, item);
    checkUpdateTypes(table);
    KeyPaths.check(table, condition.paths());
  }

  private void checkUpdateTypes(Table table) {
    for (String name : table.key().names()) {
      for (DocumentPath path : update.paths()) {
        if (path.attribute().equals(name)) {
          throw DynamoDbException.validation(
              "One or more parameter values were invalid: Cannot update attribute %s. This"
                      .formatted(name)
                  + " attribute is part of the key");
        }
      }
    }
    for (Index index : Keys.globalFirst(table)) {
      for (String name : index.key().names()) {
        String expected = table.attributeTypes().get(name);
        for (Action action : update.actions()) {
          if (action.path().equals(DocumentPath.of(name))
              && action.valueType() != null
              && !action.valueType().equals(expected)) {
            throw Keys.typeMismatch(index, name, expected, action.valueType());
          }
        }
      }
    }
    KeyPaths.check(table, update.paths());
    KeyPaths.check(table, update.operandPaths());
  }

  /**
   * The item after the write.
   *
   * @param old the item before, or null
   * @return null if there is none
   * @throws DynamoDbException if the condition fails or the item does not allow the update
   */
  Item apply(Table table, Item old) {
    if (!condition.condition().test(old == null ? Item.EMPTY : old)) {
      DynamoDbException failed =
          DynamoDbException.of(
              DynamoDbException.Type.CONDITIONAL_CHECK_FAILED, "The conditional request failed");
      throw oldOnFailure && old != null ? failed.with("Item", old.json()) : failed;
    }
    return switch (kind) {
      case PUT -> item;
      case DELETE -> null;
      case CHECK -> old;
      case UPDATE -> updated(table, old);
    };
  }

  private Item updated(Table table, Item old) {
    if (old == null && !update.createsItem()) {
      return null;
    }
    Item updated = update.apply(old == null ? item : old);
    checkUpdatedIndexKeys(table, updated);
    if (updated.size() > MAX_ITEM_BYTES) {
      throw DynamoDbException.validation(
          "Item size to update has exceeded the maximum allowed size");
    }
    return updated;
  }

  /** A value that was computed can have a type that the request did not show. */
  private void checkUpdatedIndexKeys(Table table, Item updated) {
    for (Index index : table.indexes()) {
      for (String name : index.key().names()) {
        if (updated.get(name) != null
            && !updated.get(name).type().equals(table.attributeTypes().get(name))) {
          throw DynamoDbException.validation(
              "The update expression attempted to update the secondary index key to unsupported"
                  + " type");
        }
      }
    }
    Keys.checkIndexKeys(table, updated);
  }
}
