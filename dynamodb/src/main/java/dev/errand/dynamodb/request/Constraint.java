package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a value must satisfy. */
sealed interface Constraint {

  void check(String path, JsonNode value, Violations violations);

  /** A number that is not below a bound. */
  record Minimum(long bound) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      if (value.longValue() < bound) {
        violations.add(value, path, "Member must have value greater than or equal to " + bound);
      }
    }
  }

  /** A number that is not above a bound. */
  record Maximum(long bound) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      if (value.longValue() > bound) {
        violations.add(value, path, "Member must have value less than or equal to " + bound);
      }
    }
  }

  /** A text of a form. */
  record Form(Pattern pattern) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      if (!pattern.matcher(value.textValue()).matches()) {
        violations.add(value, path, rule());
      }
    }

    String rule() {
      return "Member must satisfy regular expression pattern: " + pattern.pattern();
    }
  }

  /** One of some words. */
  record OneOf(List<String> words) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      if (!words.contains(value.textValue())) {
        violations.add(
            value,
            path,
            "Member must satisfy enum value set: [%s]".formatted(String.join(", ", words)));
      }
    }
  }

  /** A text or collection that is not too short. */
  record MinimumLength(int length) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      if (sizeOf(value) < length) {
        violations.add(value, path, rule());
      }
    }

    String rule() {
      return "Member must have length greater than or equal to " + length;
    }
  }

  /** A text or collection that is not too long. */
  record MaximumLength(int length) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      if (sizeOf(value) > length) {
        violations.add(value, path, rule());
      }
    }

    String rule() {
      return "Member must have length less than or equal to " + length;
    }
  }

  /** A map all of whose keys are names of tables. */
  record TableNameKeys(MaximumLength maximum, MinimumLength minimum, Form form)
      implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        String key = member.getKey();
        if (key.length() > maximum.length()
            || key.length() < minimum.length()
            || !form.pattern().matcher(key).matches()) {
          violations.add(
              value,
              path,
              "Map keys must satisfy constraint: [%s, %s, %s]"
                  .formatted(maximum.rule(), minimum.rule(), form.rule()));
        }
      }
    }
  }

  /** A map whose lists are neither too long nor too short. */
  record ValueLengths(MaximumLength maximum, MinimumLength minimum) implements Constraint {
    @Override
    public void check(String path, JsonNode value, Violations violations) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        int size = member.getValue().size();
        if (size > maximum.length() || size < minimum.length()) {
          violations.add(
              value,
              path,
              List.of(maximum.rule(), minimum.rule()).stream()
                  .collect(Collectors.joining(", ", "Map value must satisfy constraint: [", "]")));
        }
      }
    }
  }

  private static int sizeOf(JsonNode value) {
    return value.isTextual() ? value.textValue().length() : value.size();
  }
}
