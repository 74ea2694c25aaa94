package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Timestamps;
import java.util.Optional;
import java.util.regex.Pattern;

/** A comparison such as {@code StringEquals}; values of another kind never match. */
public record ComparisonOperator(ValueKind kind, Relation relation) {

  /** What the comparison's result has to be. */
  enum Relation {
    EQUALS("Equals"),
    LESS_THAN("LessThan"),
    GREATER_THAN("GreaterThan"),
    LESS_THAN_EQUALS("LessThanEquals"),
    GREATER_THAN_EQUALS("GreaterThanEquals"),
    MATCHES("Matches");

    private final String word;

    Relation(String word) {
      this.word = word;
    }

    private boolean holds(int order) {
      return switch (this) {
        case EQUALS -> order == 0;
        case LESS_THAN -> order < 0;
        case GREATER_THAN -> order > 0;
        case LESS_THAN_EQUALS -> order <= 0;
        case GREATER_THAN_EQUALS -> order >= 0;
        case MATCHES -> throw new IllegalStateException("a wildcard has no order");
      };
    }
  }

  /** By the field's name without {@code Path} at its end. */
  public static Optional<ComparisonOperator> named(String field) {
    for (ValueKind kind : ValueKind.values()) {
      String prefix = kind.field().substring("Is".length());
      for (Relation relation : Relation.values()) {
        ComparisonOperator operator = new ComparisonOperator(kind, relation);
        if (field.equals(prefix + relation.word) && operator.exists()) {
          return Optional.of(operator);
        }
      }
    }
    return Optional.empty();
  }

  private boolean exists() {
    return switch (kind) {
      case NULL -> false;
      case BOOLEAN -> relation == Relation.EQUALS;
      case STRING -> true;
      case NUMERIC, TIMESTAMP -> relation != Relation.MATCHES;
    };
  }

  /** Whether the right side may be found by a path. */
  public boolean takesPath() {
    return relation != Relation.MATCHES;
  }

  boolean holds(JsonNode left, JsonNode right) {
    if (!kind.matches(left) || !kind.matches(right)) {
      return false;
    }
    return relation == Relation.MATCHES
        ? wildcard(right.textValue()).matcher(left.textValue()).matches()
        : relation.holds(order(left, right));
  }

  private int order(JsonNode left, JsonNode right) {
    return switch (kind) {
      case NULL -> throw new IllegalStateException("null is not compared");
      case BOOLEAN -> Boolean.compare(left.booleanValue(), right.booleanValue());
      case STRING -> left.textValue().compareTo(right.textValue());
      case NUMERIC -> left.decimalValue().compareTo(right.decimalValue());
      case TIMESTAMP ->
          Timestamps.parse(left).orElseThrow().compareTo(Timestamps.parse(right).orElseThrow());
    };
  }

  /** A star stands for any text; {@code \*} for a star and {@code \\} for a backslash. */
  private static Pattern wildcard(String text) {
    StringBuilder pattern = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*') {
        pattern.append(Pattern.quote(literal.toString())).append(".*");
        literal.setLength(0);
      } else {
        literal.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
      }
    }
    pattern.append(Pattern.quote(literal.toString()));
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
