package dev.errand.dynamodb.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.DocumentPath.Element;
import dev.errand.dynamodb.expression.SyntaxNode.IndexPart;
import dev.errand.dynamodb.expression.SyntaxNode.NamePart;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import dev.errand.dynamodb.expression.SyntaxNode.PathPart;
import dev.errand.dynamodb.value.AttributeNames;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValueJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code ExpressionAttributeNames} and {@code ExpressionAttributeValues} of a request. It notes
 * which of them its expressions used, since DynamoDB refuses those that none uses.
 */
public final class ExpressionAttributes {

  private static final String NAMES = "ExpressionAttributeNames";
  private static final String VALUES = "ExpressionAttributeValues";
  private static final Pattern NAME_KEY = Pattern.compile("#[0-9a-zA-Z_]+");
  private static final Pattern VALUE_KEY = Pattern.compile(":[0-9a-zA-Z_]+");

  private final Map<String, String> names;
  private final Map<String, AttributeValue> values;
  private final Set<String> unusedNames;
  private final Set<String> unusedValues;

  private ExpressionAttributes(Map<String, String> names, Map<String, AttributeValue> values) {
    this.names = names;
    this.values = values;
    this.unusedNames = new LinkedHashSet<>(names.keySet());
    this.unusedValues = new LinkedHashSet<>(values.keySet());
  }

  /**
   * Reads both from a request, or from the part of one that has its own.
   *
   * @throws DynamoDbException if one is empty, or a key or value in it is not valid
   */
  public static ExpressionAttributes of(JsonNode request) {
    return new ExpressionAttributes(names(request.get(NAMES)), values(request.get(VALUES)));
  }

  private static Map<String, String> names(JsonNode json) {
    if (json == null) {
      return Map.of();
    }
    checkKeys(NAMES, json, NAME_KEY);
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> name : json.properties()) {
      AttributeNames.check(name.getValue().textValue());
      names.put(name.getKey(), name.getValue().textValue());
    }
    return names;
  }

  private static Map<String, AttributeValue> values(JsonNode json) {
    if (json == null) {
      return Map.of();
    }
    checkKeys(VALUES, json, VALUE_KEY);
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> value : json.properties()) {
      try {
        values.put(value.getKey(), AttributeValueJson.read(value.getValue()));
      } catch (DynamoDbException e) {
        throw DynamoDbException.validation(
            VALUES
                + " contains invalid value: %s for key %s"
                    .formatted(e.getMessage(), value.getKey()));
      }
    }
    return values;
  }

  private static void checkKeys(String parameter, JsonNode json, Pattern syntax) {
    if (json.isEmpty()) {
      throw DynamoDbException.validation(parameter + " must not be empty");
    }
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (!syntax.matcher(member.getKey()).matches()) {
        throw DynamoDbException.validation(
            parameter
                + " contains invalid key: Syntax error; key: \"%s\"".formatted(member.getKey()));
      }
    }
  }

  /** The value of a reference, or empty if it is not defined. */
  Optional<AttributeValue> value(String reference) {
    unusedValues.remove(reference);
    return Optional.ofNullable(values.get(reference));
  }

  /**
   * The path that was written.
   *
   * @throws DynamoDbException if a name in it is not defined
   */
  DocumentPath path(PathNode node) {
    List<Element> elements = new ArrayList<>();
    for (PathPart part : node.parts()) {
      if (part instanceof NamePart name) {
        elements.add(new DocumentPath.Name(name.isReference() ? name(name.text()) : name.text()));
      } else {
        elements.add(new DocumentPath.Index(((IndexPart) part).index()));
      }
    }
    return new DocumentPath(elements);
  }

  private String name(String reference) {
    String name = names.get(reference);
    if (name == null) {
      throw DynamoDbException.validation(
          "An expression attribute name used in the document path is not defined; attribute name: "
              + reference);
    }
    unusedNames.remove(reference);
    return name;
  }

  /**
   * Ends the reading of a request's expressions.
   *
   * @throws DynamoDbException if a name or value was used by none of them
   */
  public void requireAllUsed() {
    requireUsed(NAMES, unusedNames);
    requireUsed(VALUES, unusedValues);
  }

  private static void requireUsed(String parameter, Set<String> unused) {
    if (!unused.isEmpty()) {
      throw DynamoDbException.validation(
          "Value provided in %s unused in expressions: keys: {%s}"
              .formatted(parameter, String.join(", ", unused)));
    }
  }
}
