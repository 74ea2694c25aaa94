package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.Changes;
import dev.errand.dynamodb.expression.DocumentPath;
import dev.errand.dynamodb.expression.Update;
import dev.errand.dynamodb.expression.Update.Action;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.SetValue;
import dev.errand.dynamodb.value.AttributeValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Updates in the form that came before expressions. Source: "AttributeUpdates (legacy)" in the
 * Developer Guide.
 */
final class LegacyUpdates {

  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final String WRONG_TYPE = "Type mismatch for attribute to update";
  private static final Set<String> ADDABLE = Set.of("N", "SS", "NS", "BS", "L");

  private LegacyUpdates() {}

  /** The update in {@code AttributeUpdates}. */
  static Update of(Input input) {
    List<Action> actions = new ArrayList<>();
    for (Map.Entry<String, Input> entry : input.entries("AttributeUpdates")) {
      actions.add(action(DocumentPath.of(entry.getKey()), entry.getValue()));
    }
    return new Update(actions, List.of());
  }

  private static Action action(DocumentPath path, Input update) {
    String action = update.optionalString("Action").orElse("PUT");
    if (!update.has("Value")) {
      if (!action.equals("DELETE")) {
        throw DynamoDbException.validation(
            INVALID + "Only DELETE action is allowed when no attribute value is specified");
      }
      return new Action(path, Changes.remove(), null);
    }
    AttributeValue value = AttributeValueJson.read(update.json().get("Value"));
    return new Action(
        path,
        switch (action) {
          case "PUT" -> Changes.put(value);
          case "ADD" -> add(value);
          case "DELETE" -> delete(value);
          default ->
              throw DynamoDbException.validation(
                  "Value '%s' at 'attributeUpdates.%s.member.action' failed to satisfy constraint:"
                          .formatted(action, path.attribute())
                      + " Member must satisfy enum value set: [ADD, DELETE, PUT]");
        },
        value.type());
  }

  private static Update.Change add(AttributeValue value) {
    if (!ADDABLE.contains(value.type())) {
      throw DynamoDbException.validation(
          INVALID + "ADD action is not supported for the type " + value.type());
    }
    return Changes.add(value, WRONG_TYPE);
  }

  private static Update.Change delete(AttributeValue value) {
    if (value instanceof SetValue elements) {
      return Changes.delete(elements, WRONG_TYPE);
    }
    throw DynamoDbException.validation(
        INVALID + "DELETE action with value is not supported for the type " + value.type());
  }
}
