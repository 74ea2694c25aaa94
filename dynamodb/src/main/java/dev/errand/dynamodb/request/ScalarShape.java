package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scalar: every other kind of value is refused in the same way. */
sealed interface ScalarShape extends Shape {

  /** The Java type in DynamoDB's messages. */
  String javaType();

  @Override
  default JsonNode read(JsonNode value) {
    if (value.isArray()) {
      throw Shape.wrongType("Unrecognized collection type class " + javaType());
    }
    if (value.isObject()) {
      throw Shape.wrongType("Start of structure or map found where not expected");
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
    return Shape.wrongType(
        found + " cannot be converted to " + javaType().substring(javaType().lastIndexOf('.') + 1));
  }

  /** Text. */
  record StringShape() implements ScalarShape {
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
  record TableNameShape() implements ScalarShape {
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
  record BooleanShape() implements ScalarShape {
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
        String word = value.textValue().toUpperCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
          throw Shape.wrongType("Unexpected token received from parser");
        }
        return BooleanNode.valueOf(TRUE.contains(word));
      }
      return value;
    }
  }

  /** A whole number; a fraction is truncated. */
  record NumberShape(String javaType) implements ScalarShape {
    @Override
    public JsonNode scalar(JsonNode value) {
      if (!value.isNumber()) {
        throw notConvertible(value);
      }
      return LongNode.valueOf((long) Math.floor(value.doubleValue()));
    }
  }

  /** Bytes in Base64. */
  record BlobShape() implements ScalarShape {
    @Override
    public String javaType() {
      return "java.nio.ByteBuffer";
    }

    @Override
    public JsonNode scalar(JsonNode value) {
      if (!value.isTextual()) {
        throw Shape.wrongType("only base-64-encoded strings are convertible to bytes");
      }
      String text = value.textValue();
      if (text.length() % 4 != 0) {
        throw Shape.wrongType(
            "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
      }
      if (!isCanonical(text)) {
        throw Shape.wrongType("Invalid last non-pad Base64 character dectected");
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
}
