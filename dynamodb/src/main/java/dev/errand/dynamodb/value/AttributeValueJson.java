package dev.errand.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.AttributeValue.BinarySet;
import dev.errand.dynamodb.value.AttributeValue.BinaryValue;
import dev.errand.dynamodb.value.AttributeValue.BooleanValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.MapValue;
import dev.errand.dynamodb.value.AttributeValue.NullValue;
import dev.errand.dynamodb.value.AttributeValue.NumberSet;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.AttributeValue.StringSet;
import dev.errand.dynamodb.value.AttributeValue.StringValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Attribute values as DynamoDB's JSON: {@code {"S": "a"}}. */
public final class AttributeValueJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final int MAX_NESTING = 32;

  private AttributeValueJson() {}

  /**
   * Reads named values.
   *
   * @param json an object whose members have passed the check of their shape
   * @throws DynamoDbException if one of them is no value that can be stored
   */
  public static Map<String, AttributeValue> readAll(JsonNode json) {
    return readAll(json, 0);
  }

  /** Reads one value. */
  public static AttributeValue read(JsonNode json) {
    return read(json, 0);
  }

  private static Map<String, AttributeValue> readAll(JsonNode json, int depth) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    json.properties().forEach(entry -> values.put(entry.getKey(), read(entry.getValue(), depth)));
    return values;
  }

  private static AttributeValue read(JsonNode json, int depth) {
    if (depth > MAX_NESTING) {
      throw DynamoDbException.validation(
          "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
              + " beyond supported limit");
    }
    AttributeValue value = null;
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      AttributeValue read = read(member.getKey(), member.getValue(), depth);
      value = value == null ? read : value;
    }
    if (value == null) {
      throw DynamoDbException.validation(
          "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    if (json.size() > 1) {
      throw DynamoDbException.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " the supported datatypes");
    }
    return value;
  }

  private static AttributeValue read(String type, JsonNode value, int depth) {
    return switch (type) {
      case "S" -> new StringValue(value.textValue());
      case "N" -> new NumberValue(Numbers.parse(value.textValue()));
      case "B" -> new BinaryValue(binary(value));
      case "BOOL" -> new BooleanValue(value.booleanValue());
      case "NULL" -> nullValue(value);
      case "L" -> {
        List<AttributeValue> values = new ArrayList<>();
        value.forEach(element -> values.add(read(element, depth + 1)));
        yield new ListValue(values);
      }
      case "M" -> new MapValue(readAll(value, depth + 1));
      case "SS" -> new StringSet(strings(value));
      case "NS" -> new NumberSet(numbers(value));
      case "BS" -> new BinarySet(binaries(value));
      default -> throw new IllegalArgumentException("no type of DynamoDB: " + type);
    };
  }

  private static AttributeValue nullValue(JsonNode value) {
    if (!value.booleanValue()) {
      throw DynamoDbException.validation(
          INVALID + "Null attribute value types must have the value of true");
    }
    return new NullValue();
  }

  private static Set<String> strings(JsonNode values) {
    requireElements(values, "An string set  may not be empty");
    Set<String> set = set(values, JsonNode::textValue);
    if (set.size() < values.size()) {
      throw DynamoDbException.validation(
          INVALID + "Input collection " + elements(values) + " contains duplicates.");
    }
    return set;
  }

  private static Set<BigDecimal> numbers(JsonNode values) {
    requireElements(values, "An number set  may not be empty");
    Set<BigDecimal> set = set(values, value -> Numbers.parse(value.textValue()));
    if (set.size() < values.size()) {
      throw DynamoDbException.validation("Input collection contains duplicates");
    }
    return set;
  }

  private static Set<Binary> binaries(JsonNode values) {
    requireElements(values, "Binary sets should not be empty");
    Set<Binary> set = set(values, AttributeValueJson::binary);
    if (set.size() < values.size()) {
      throw DynamoDbException.validation(
          INVALID + "Input collection " + elements(values) + "of type BS contains duplicates.");
    }
    return set;
  }

  private static <T> Set<T> set(JsonNode values, Function<JsonNode, T> reader) {
    Set<T> set = new LinkedHashSet<>();
    values.forEach(value -> set.add(reader.apply(value)));
    return set;
  }

  private static void requireElements(JsonNode values, String otherwise) {
    if (values.isEmpty()) {
      throw DynamoDbException.validation(INVALID + otherwise);
    }
  }

  private static String elements(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.textValue()));
    return "[" + String.join(", ", texts) + "]";
  }

  private static Binary binary(JsonNode value) {
    return new Binary(Base64.getDecoder().decode(value.textValue()));
  }

  /** Writes named values. */
  public static ObjectNode write(Map<String, AttributeValue> values) {
    ObjectNode json = NODES.objectNode();
    values.forEach((name, value) -> json.set(name, write(value)));
    return json;
  }

  /** Writes one value. */
  public static ObjectNode write(AttributeValue value) {
    ObjectNode json = NODES.objectNode();
    json.set(value.type(), content(value));
    return json;
  }

  private static JsonNode content(AttributeValue value) {
    if (value instanceof StringValue text) {
      return NODES.textNode(text.value());
    } else if (value instanceof NumberValue number) {
      return NODES.textNode(Numbers.text(number.value()));
    } else if (value instanceof BinaryValue binary) {
      return NODES.textNode(binary.value().base64());
    } else if (value instanceof BooleanValue bool) {
      return NODES.booleanNode(bool.value());
    } else if (value instanceof ListValue list) {
      ArrayNode elements = NODES.arrayNode();
      list.values().forEach(element -> elements.add(write(element)));
      return elements;
    } else if (value instanceof MapValue map) {
      return write(map.values());
    } else if (value instanceof StringSet set) {
      return texts(set.values(), text -> text);
    } else if (value instanceof NumberSet set) {
      return texts(set.values(), Numbers::text);
    } else if (value instanceof BinarySet set) {
      return texts(set.values(), Binary::base64);
    }
    return NODES.booleanNode(true);
  }

  private static <T> ArrayNode texts(Set<T> values, Function<T, String> writer) {
    ArrayNode texts = NODES.arrayNode();
    values.forEach(value -> texts.add(writer.apply(value)));
    return texts;
  }
}
