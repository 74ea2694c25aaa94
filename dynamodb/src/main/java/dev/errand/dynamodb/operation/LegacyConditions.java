package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.Comparisons;
import dev.errand.dynamodb.expression.Condition;
import dev.errand.dynamodb.expression.DocumentPath;
import dev.errand.dynamodb.expression.KeyConditions;
import dev.errand.dynamodb.expression.KeyConditions.KeyCondition;
import dev.errand.dynamodb.expression.ParsedCondition;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValueJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditions in the form that came before expressions: {@code Expected}, {@code QueryFilter},
 * {@code ScanFilter} and {@code KeyConditions}. Source: "Legacy conditional parameters" in the
 * Developer Guide.
 */
final class LegacyConditions {

  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final Set<String> SCALARS = Set.of("S", "N", "B");

  private LegacyConditions() {}

  /** The condition in {@code Expected}; none if it is not there. */
  static ParsedCondition expected(Input input) {
    return all(input, "Expected", LegacyConditions::expected);
  }

  /** The condition in a filter; none if it is not there. */
  static ParsedCondition filter(Input input, String parameter) {
    return all(
        input,
        parameter,
        (attribute, one) -> {
          KeyCondition condition = condition(one);
          return Comparisons.of(attribute, condition.operator(), condition.values());
        });
  }

  /** The conditions in {@code KeyConditions}. */
  static KeyConditions keyConditions(Input input) {
    Map<String, KeyCondition> conditions = new LinkedHashMap<>();
    input
        .entries("KeyConditions")
        .forEach(entry -> conditions.put(entry.getKey(), condition(entry.getValue())));
    return new KeyConditions(conditions);
  }

  private interface Reader {
    Condition read(String attribute, Input condition);
  }

  private static ParsedCondition all(Input input, String parameter, Reader reader) {
    if (input.entries(parameter).isEmpty()) {
      if (input.has("ConditionalOperator")) {
        throw DynamoDbException.validation(
            "ConditionalOperator cannot be used without Filter or Expected");
      }
      return ParsedCondition.NONE;
    }
    List<Condition> conditions = new ArrayList<>();
    List<DocumentPath> paths = new ArrayList<>();
    for (Map.Entry<String, Input> entry : input.entries(parameter)) {
      conditions.add(reader.read(entry.getKey(), entry.getValue()));
      paths.add(DocumentPath.of(entry.getKey()));
    }
    boolean any = input.optionalString("ConditionalOperator").orElse("AND").equals("OR");
    return new ParsedCondition(
        any && !conditions.isEmpty()
            ? new Condition.Any(conditions)
            : new Condition.All(conditions),
        paths);
  }

  private static Condition expected(String attribute, Input one) {
    if (one.has("AttributeValueList") && one.has("Value")) {
      throw invalid(
          "Value and AttributeValueList cannot be used together for Attribute: " + attribute);
    }
    if (one.has("ComparisonOperator")) {
      return compared(attribute, one);
    }
    if (one.has("AttributeValueList")) {
      throw invalid(
          "AttributeValueList can only be used with a ComparisonOperator for Attribute: "
              + attribute);
    }
    boolean exists = one.isTrueOrAbsent("Exists");
    if (exists && !one.has("Value")) {
      throw invalid(
          "Value must be provided when Exists is %s for Attribute: %s"
              .formatted(one.has("Exists") ? "true" : "null", attribute));
    }
    if (!exists && one.has("Value")) {
      throw invalid("Value cannot be used when Exists is false for Attribute: " + attribute);
    }
    return exists
        ? Comparisons.of(attribute, "EQ", List.of(AttributeValueJson.read(one.json().get("Value"))))
        : Comparisons.of(attribute, "NULL", List.of());
  }

  private static Condition compared(String attribute, Input one) {
    String operator = one.string("ComparisonOperator");
    if (one.has("Exists")) {
      throw invalid(
          "Exists and ComparisonOperator cannot be used together for Attribute: " + attribute);
    }
    if (!Set.of("NULL", "NOT_NULL").contains(operator)
        && !one.has("AttributeValueList")
        && !one.has("Value")) {
      throw invalid(
          "Value or AttributeValueList must be used with ComparisonOperator: %s for Attribute: %s"
              .formatted(operator, attribute));
    }
    List<AttributeValue> values = values(one);
    checkCount(operator, values.size());
    checkSameType(values);
    checkTypes(operator, values);
    checkBounds(operator, values);
    return Comparisons.of(attribute, operator, values);
  }

  private static KeyCondition condition(Input one) {
    String operator = one.string("ComparisonOperator");
    List<AttributeValue> values = values(one);
    checkCount(operator, values.size());
    checkSameType(values);
    checkTypes(operator, values);
    checkBounds(operator, values);
    return new KeyCondition(operator, values);
  }

  private static List<AttributeValue> values(Input one) {
    List<AttributeValue> values = new ArrayList<>();
    for (JsonNode value : one.json().path("AttributeValueList")) {
      values.add(AttributeValueJson.read(value));
    }
    if (one.has("Value")) {
      values.add(AttributeValueJson.read(one.json().get("Value")));
    }
    return values;
  }

  private static void checkCount(String operator, int count) {
    boolean valid =
        switch (operator) {
          case "NULL", "NOT_NULL" -> count == 0;
          case "IN" -> count > 0;
          case "BETWEEN" -> count == 2;
          default -> count == 1;
        };
    if (!valid) {
      throw invalid(
          "Invalid number of argument(s) for the %s ComparisonOperator".formatted(operator));
    }
  }

  private static void checkSameType(List<AttributeValue> values) {
    if (values.stream().map(AttributeValue::type).distinct().count() > 1) {
      throw invalid("AttributeValues inside AttributeValueList must be of same type");
    }
  }

  static void checkTypes(String operator, List<AttributeValue> values) {
    for (AttributeValue value : values) {
      boolean scalar = SCALARS.contains(value.type());
      boolean valid =
          switch (operator) {
            case "EQ", "NE" -> true;
            case "BEGINS_WITH" -> scalar && !value.type().equals("N");
            default -> scalar;
          };
      if (!valid) {
        throw invalid(
            "ComparisonOperator %s is not valid for %s AttributeValue type"
                .formatted(operator, value.type()));
      }
    }
  }

  static void checkBounds(String operator, List<AttributeValue> values) {
    if (operator.equals("BETWEEN") && values.get(0).compare(values.get(1)).orElse(0) > 0) {
      throw DynamoDbException.validation(
          "The BETWEEN condition was provided a range where the lower bound is greater than the"
              + " upper bound");
    }
  }

  private static DynamoDbException invalid(String message) {
    return DynamoDbException.validation(INVALID + message);
  }
}
