package dev.errand.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Attribute values as plain Java values, for models that share no code with the store: String,
 * BigDecimal without trailing zeros, Bytes, Boolean, an empty Optional for null, List, Map, and Set
 * of one kind.
 */
final class PlainValues {

  /**
   * A binary: a character from 0 to 255 for each byte, so that it sorts and searches as they do.
   */
  record Bytes(String characters) {}

  private PlainValues() {}

  /** The name of a value's type. */
  static String type(Object value) {
    if (value instanceof Set<?> set) {
      return type(set.iterator().next()) + "S";
    }
    return value instanceof String
        ? "S"
        : value instanceof BigDecimal
            ? "N"
            : value instanceof Bytes
                ? "B"
                : value instanceof Boolean
                    ? "BOOL"
                    : value instanceof List ? "L" : value instanceof Map ? "M" : "NULL";
  }

  /** One value, as in a request. */
  static ObjectNode json(Object value) {
    ObjectNode json = Calls.MAPPER.createObjectNode();
    if (value instanceof Map<?, ?> map) {
      json.set("M", members(map));
    } else if (value instanceof List<?> list) {
      ArrayNode elements = json.putArray("L");
      list.forEach(element -> elements.add(json(element)));
    } else if (value instanceof Set<?> set) {
      ArrayNode elements = json.putArray(type(value));
      set.forEach(element -> elements.add(text(element)));
    } else if (value instanceof Boolean bool) {
      json.put("BOOL", bool);
    } else if (value instanceof Optional) {
      json.put("NULL", true);
    } else {
      json.put(type(value), text(value));
    }
    return json;
  }

  /** Named values, as in a request. */
  static ObjectNode members(Map<?, ?> values) {
    ObjectNode json = Calls.MAPPER.createObjectNode();
    values.forEach((name, value) -> json.set((String) name, json(value)));
    return json;
  }

  private static String text(Object scalar) {
    return scalar instanceof BigDecimal number
        ? number.toString()
        : scalar instanceof Bytes bytes
            ? Base64.getEncoder()
                .encodeToString(bytes.characters().getBytes(StandardCharsets.ISO_8859_1))
            : (String) scalar;
  }

  /** Named values of a response; empty for null. */
  static Map<String, Object> values(JsonNode json) {
    Map<String, Object> values = new HashMap<>();
    if (json != null) {
      json.properties().forEach(member -> values.put(member.getKey(), value(member.getValue())));
    }
    return values;
  }

  /** One value of a response. */
  static Object value(JsonNode json) {
    Map.Entry<String, JsonNode> typed = json.properties().iterator().next();
    JsonNode content = typed.getValue();
    return switch (typed.getKey()) {
      case "M" -> values(content);
      case "L" -> new ArrayList<>(content.valueStream().map(PlainValues::value).toList());
      case "SS", "NS", "BS" -> {
        Set<Object> set = new HashSet<>();
        content.forEach(one -> set.add(scalar(typed.getKey().substring(0, 1), one)));
        yield set;
      }
      default -> scalar(typed.getKey(), content);
    };
  }

  private static Object scalar(String type, JsonNode content) {
    return switch (type) {
      case "S" -> content.textValue();
      case "N" -> number(content.textValue());
      case "B" ->
          new Bytes(
              new String(
                  Base64.getDecoder().decode(content.textValue()), StandardCharsets.ISO_8859_1));
      case "BOOL" -> content.booleanValue();
      default -> Optional.empty();
    };
  }

  /** A number, equal to all others of its value. */
  static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
