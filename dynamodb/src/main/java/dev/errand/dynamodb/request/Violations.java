package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.ArrayList;
import java.util.List;

/** The constraints that a request does not satisfy. The service reports ten at most. */
final class Violations {

  private static final int MAX_REPORTED = 10;

  private final List<String> messages = new ArrayList<>();

  void add(JsonNode value, String path, String message) {
    add("'" + text(value) + "'", path, message);
  }

  void add(String value, String path, String message) {
    if (messages.size() < MAX_REPORTED) {
      messages.add(
          "Value %s at '%s' failed to satisfy constraint: %s".formatted(value, path, message));
    }
  }

  void throwIfAny() {
    if (!messages.isEmpty()) {
      throw DynamoDbException.validation(
          "%d validation error%s detected: %s"
              .formatted(
                  messages.size(), messages.size() == 1 ? "" : "s", String.join("; ", messages)));
    }
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> elements = new ArrayList<>();
      value.forEach(element -> elements.add(text(element)));
      return "[" + String.join(", ", elements) + "]";
    }
    return value.isObject() ? value.toString() : value.asText();
  }
}
