package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a parameter. */
sealed interface Shape {

  /**
   * Reads a value of the request.
   *
   * @return it without null members, with numbers and booleans in one form
   * @throws DynamoDbException a SerializationException if the value is of another type
   */
  JsonNode read(JsonNode value);

  /**
   * Finds a member that the shape does not have.
   *
   * @param value as it came
   * @return what to say of it
   */
  default Optional<String> unknownMember(JsonNode value) {
    return Optional.empty();
  }

  /** Checks the constraints of what is inside a value that was read. */
  default void checkInside(String path, JsonNode value, Violations violations) {}

  /** A scalar: every other kind of value is refused in the same way. */
  sealed interface Scalar extends Shape {

    /** The Java type in DynamoDB's messages. */
    String javaType();

    @Override
    default JsonNode read(JsonNode value) {
      if (value.isArray()) {
        throw wrongType("Unrecognized collection type class " + javaType());
      }
      if (value.isObject()) {
        throw wrongType("Start of structure or map found where not expected");
      }
      return scalar(value);
    }

    /** Reads a value that is no list and no object. */
    JsonNode scalar(JsonNode value);

    /** The error for a number or boolean in place of another type. */
    default DynamoDbException notConvertible(JsonNode value) {
      String found =
          value.isBoolean()
              ? value.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE"
              : value.isTextual()
                  ? "STRING_VALUE"
                  : value.isIntegralNumber() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
      return wrongType(
          found
              + " cannot be converted to "
              + javaType().substring(javaType().lastIndexOf('.') + 1));
    }
  }

  /** Text. */
  record StringShape() implements Scalar {
    @Override
    public String javaType() {
      return "java.lang.String";
    }

    @Override
    public JsonNode scalar(JsonNode value) {
      if (!value.isTextual()) {
        throw notConvertible(value);
      }
      return value;
    }
  }

  /** The name of a table, or its ARN, of which the name is read. */
  record TableNameShape() implements Scalar {
    private static final Pattern ARN = Pattern.compile("arn:aws:dynamodb:[^:]+:\\d+:table/([^/]+)");

    @Override
    public String javaType() {
      return "java.lang.String";
    }

    @Override
    public JsonNode scalar(JsonNode value) {
      JsonNode text = new StringShape().scalar(value);
      Matcher arn = ARN.matcher(text.textValue());
      return arn.matches() ? TextNode.valueOf(arn.group(1)) : text;
    }
  }

  /** A boolean; the service accepts some words as well. */
  record BooleanShape() implements Scalar {
    private static final Set<String> TRUE = Set.of("TRUE", "1", "YES");
    private static final Set<String> FALSE = Set.of("FALSE", "0", "NO");

    @Override
    public String javaType() {
      return "java.lang.Boolean";
    }

    @Override
    public JsonNode scalar(JsonNode value) {
      if (value.isNumber()) {
        throw notConvertible(value);
      }
      if (value.isTextual()) {
        String word = value.textValue().toUpperCase(java.util.Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
          throw wrongType("Unexpected token received from parser");
        }
        return BooleanNode.valueOf(TRUE.contains(word));
      }
      return value;
    }
  }

  /** A whole number; a fraction is cut off. */
  record NumberShape(String javaType) implements Scalar {
    @Override
    public JsonNode scalar(JsonNode value) {
      if (!value.isNumber()) {
        throw notConvertible(value);
      }
      return LongNode.valueOf((long) Math.floor(value.doubleValue()));
    }
  }

  /** Bytes in Base64. */
  record BlobShape() implements Scalar {
    @Override
    public String javaType() {
      return "java.nio.ByteBuffer";
    }

    @Override
    public JsonNode scalar(JsonNode value) {
      if (!value.isTextual()) {
        throw wrongType("only base-64-encoded strings are convertible to bytes");
      }
      String text = value.textValue();
      if (text.length() % 4 != 0) {
        throw wrongType(
            "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
      }
      if (!isCanonical(text)) {
        throw wrongType("Invalid last non-pad Base64 character dectected");
      }
      return value;
    }

    private static boolean isCanonical(String text) {
      try {
        return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)).equals(text);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /**
   * A list.
   *
   * @param generic whether it is the value of a map, for which the service has another message
   */
  record ListShape(Member element, boolean generic) implements Shape {
    @Override
    public Optional<String> unknownMember(JsonNode value) {
      return value
          .valueStream()
          .flatMap(one -> element.shape().unknownMember(one).stream())
          .findFirst();
    }

    @Override
    public JsonNode read(JsonNode value) {
      if (value.isObject()) {
        throw wrongType("Start of structure or map found where not expected");
      }
      if (!value.isArray()) {
        throw wrongType(generic ? GENERIC : "Unexpected field type");
      }
      ArrayNode elements = JsonNodeFactory.instance.arrayNode(value.size());
      value.forEach(one -> elements.add(one.isNull() ? one : element.shape().read(one)));
      return elements;
    }

    @Override
    public void checkInside(String path, JsonNode value, Violations violations) {
      for (int i = 0; i < value.size(); i++) {
        element.checkElement(path + "." + (i + 1) + ".member", value.get(i), violations);
      }
    }
  }

  /**
   * A map with names as keys.
   *
   * @param javaType the Java type of its values in DynamoDB's messages
   * @param generic whether it is the element of a list, for which the service has another message
   */
  record MapShape(Member member, String javaType, boolean generic) implements Shape {
    @Override
    public Optional<String> unknownMember(JsonNode value) {
      return value
          .valueStream()
          .flatMap(one -> member.shape().unknownMember(one).stream())
          .findFirst();
    }

    @Override
    public JsonNode read(JsonNode value) {
      if (value.isArray()) {
        throw wrongType(
            "Unrecognized collection type java.util.Map<java.lang.String, %s>".formatted(javaType));
      }
      if (!value.isObject()) {
        throw wrongType(generic ? GENERIC : "Unexpected field type");
      }
      ObjectNode members = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> one : value.properties()) {
        members.set(
            one.getKey(),
            one.getValue().isNull() ? one.getValue() : member.shape().read(one.getValue()));
      }
      return members;
    }

    @Override
    public void checkInside(String path, JsonNode value, Violations violations) {
      for (Map.Entry<String, JsonNode> one : value.properties()) {
        member.checkElement(path + "." + one.getKey() + ".member", one.getValue(), violations);
      }
    }
  }

  /**
   * An object with known members.
   *
   * @param javaType its name in DynamoDB's messages
   * @param element whether it is an element of a list or map, for which the service has another
   *     message
   */
  record StructureShape(String javaType, Map<String, Member> members, boolean element)
      implements Shape {
    @Override
    public Optional<String> unknownMember(JsonNode value) {
      return value.propertyStream().flatMap(one -> unknown(one).stream()).findFirst();
    }

    private Optional<String> unknown(Map.Entry<String, JsonNode> one) {
      Member member = members.get(one.getKey());
      return member != null
          ? member.shape().unknownMember(one.getValue())
          : Optional.of(
              "Unknown parameter in input: \"%s\", must be one of: %s"
                  .formatted(one.getKey(), String.join(", ", members.keySet())));
    }

    @Override
    public JsonNode read(JsonNode value) {
      if (value.isArray()) {
        throw wrongType("Unrecognized collection type class " + javaType);
      }
      if (!value.isObject()) {
        throw wrongType(element ? "Unexpected value type in payload" : "Unexpected field type");
      }
      ObjectNode read = JsonNodeFactory.instance.objectNode();
      members.forEach(
          (name, member) -> {
            JsonNode one = value.get(name);
            if (one != null && !one.isNull()) {
              read.set(name, member.shape().read(one));
            }
          });
      return read;
    }

    @Override
    public void checkInside(String path, JsonNode value, Violations violations) {
      members.forEach((name, member) -> member.check(path, name, value.get(name), violations));
    }
  }

  /**
   * An attribute value. Members of other names are left out, so that a value with no known type is
   * an empty one, as for the service.
   */
  record AttributeValueShape(boolean element) implements Shape {
    private static final String JAVA_TYPE = "com.amazonaws.dynamodb.v20120810.AttributeValue";
    private static final Map<String, Shape> TYPES = types();

    private static Map<String, Shape> types() {
      Shape value = new AttributeValueShape(true);
      Map<String, Shape> types = new LinkedHashMap<>();
      types.put("S", new StringShape());
      types.put("B", new BlobShape());
      types.put("N", new StringShape());
      types.put("BOOL", new BooleanShape());
      types.put("NULL", new BooleanShape());
      types.put("BS", new ListShape(new Member(new BlobShape()), false));
      types.put("NS", new ListShape(new Member(new StringShape()), false));
      types.put("SS", new ListShape(new Member(new StringShape()), false));
      types.put("L", new ListShape(new Member(value), false));
      types.put("M", new MapShape(new Member(value), JAVA_TYPE, false));
      return types;
    }

    @Override
    public JsonNode read(JsonNode value) {
      if (value.isArray()) {
        throw wrongType("Unrecognized collection type class " + JAVA_TYPE);
      }
      if (!value.isObject()) {
        throw wrongType(element ? "Unexpected value type in payload" : "Unexpected field type");
      }
      ObjectNode read = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> one : value.properties()) {
        Shape shape = TYPES.get(one.getKey());
        if (shape != null && !one.getValue().isNull()) {
          read.set(one.getKey(), shape.read(one.getValue()));
        }
      }
      return read;
    }
  }

  /** What the service says of a scalar where a generic collection should be. */
  String GENERIC =
      "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class"
          + " java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and"
          + " java.lang.Class are in module java.base of loader 'bootstrap')";

  private static DynamoDbException wrongType(String message) {
    return DynamoDbException.of(DynamoDbException.Type.SERIALIZATION, message);
  }
}
