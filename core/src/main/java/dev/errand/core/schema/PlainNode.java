package dev.errand.core.schema;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.json.JsonTree;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON that is held as maps, lists and values, as the schema library sees it: the values that
 * Jackson jr reads need no conversion.
 */
final class PlainNode implements JsonNode {

  /** Makes nodes of maps, lists and values. */
  static final JsonNodeFactory FACTORY =
      new JsonNodeFactory() {
        @Override
        public JsonNode wrap(Object node) {
          return node instanceof JsonNode known ? known : new PlainNode(node, "");
        }

        @Override
        public JsonNode create(String rawJson) {
          try {
            return new PlainNode(JSON.std.anyFrom(rawJson), "");
          } catch (IOException e) {
            throw new UncheckedIOException("this is no JSON", e);
          }
        }
      };

  private final Object value;
  private final String pointer;
  private final SimpleType type;
  private List<JsonNode> elements;
  private Map<String, JsonNode> fields;

  private PlainNode(Object value, String pointer) {
    this.value = value instanceof Number number ? decimal(number) : value;
    this.pointer = pointer;
    this.type = type(this.value);
  }

  private static SimpleType type(Object value) {
    if (value == null) {
      return SimpleType.NULL;
    }
    if (value instanceof String) {
      return SimpleType.STRING;
    }
    if (value instanceof Boolean) {
      return SimpleType.BOOLEAN;
    }
    if (value instanceof BigDecimal number) {
      return number.scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }
    return value instanceof Map ? SimpleType.OBJECT : SimpleType.ARRAY;
  }

  /** 1.0 is a whole number as well. */
  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString()).stripTrailingZeros();
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    return type;
  }

  @Override
  public boolean asBoolean() {
    return (Boolean) value;
  }

  @Override
  public String asString() {
    return String.valueOf(value);
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return (BigDecimal) value;
  }

  @Override
  public List<JsonNode> asArray() {
    if (elements == null) {
      elements = new ArrayList<>();
      for (Object element : (List<?>) value) {
        elements.add(new PlainNode(element, pointer + "/" + elements.size()));
      }
    }
    return elements;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    if (fields == null) {
      fields = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach(
              (name, field) ->
                  fields.put(name.toString(), new PlainNode(field, JsonTree.child(pointer, name))));
    }
    return fields;
  }
}
