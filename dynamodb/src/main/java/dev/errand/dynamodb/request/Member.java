package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter, a member of a structure or an element of a collection: its shape and what it must
 * satisfy.
 */
record Member(Shape shape, boolean required, List<Constraint> constraints) {

  Member(Shape shape) {
    this(shape, false, List.of());
  }

  /** The same, and it must be there. */
  Member notNull() {
    return new Member(shape, true, constraints);
  }

  /** The same with one more constraint. */
  Member with(Constraint constraint) {
    List<Constraint> more = new ArrayList<>(constraints);
    more.add(constraint);
    return new Member(shape, required, more);
  }

  /**
   * Checks it as the member of a structure.
   *
   * @param parent the path of the structure; empty at the top
   * @param value null if it is not there
   */
  void check(String parent, String name, JsonNode value, Violations violations) {
    String path =
        (parent.isEmpty() ? "" : parent + ".")
            + Character.toLowerCase(name.charAt(0))
            + name.substring(1);
    if (value == null) {
      if (required) {
        violations.add("null", path, "Member must not be null");
      }
      return;
    }
    checkElement(path, value, violations);
  }

  /** Checks it as the element of a list or map. */
  void checkElement(String path, JsonNode value, Violations violations) {
    if (value.isNull()) {
      if (!(shape instanceof Shape.AttributeValueShape)) {
        violations.add("null", path, "Member must not be null");
      }
      return;
    }
    for (Constraint constraint : constraints) {
      constraint.check(path, value, violations);
    }
    shape.checkInside(path, value, violations);
  }
}
