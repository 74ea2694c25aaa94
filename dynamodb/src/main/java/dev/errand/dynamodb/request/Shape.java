package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The type of a parameter. */
sealed interface Shape
    permits ScalarShape,
        Shape.ListShape,
        Shape.MapShape,
        Shape.StructureShape,
        Shape.AttributeValueShape {

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
      types.put("S", new ScalarShape.StringShape());
      types.put("B", new ScalarShape.BlobShape());
      types.put("N", new ScalarShape.StringShape());
      types.put("BOOL", new ScalarShape.BooleanShape());
      types.put("NULL", new ScalarShape.BooleanShape());
      types.put("BS", new ListShape(new Member(new ScalarShape.BlobShape()), false));
      types.put("NS", new ListShape(new Member(new ScalarShape.StringShape()), false));
      types.put("SS", new ListShape(new Member(new ScalarShape.StringShape()), false));
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

  /** The error for a value of another type. */
  static DynamoDbException wrongType(String message) {
    return DynamoDbException.of(DynamoDbException.Type.SERIALIZATION, message);
  }
}
