package dev.errand.core.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON that is held as maps, lists and values. */
public final class JsonTree {

  private JsonTree() {}

  /**
   * The value at a JSON pointer (RFC 6901); empty if there is none, or if it is {@code null}.
   *
   * @throws IllegalArgumentException if the text is no JSON pointer
   */
  public static Optional<Object> at(Object tree, String pointer) {
    Object node = tree;
    for (JsonPointer step = JsonPointer.compile(pointer); !step.matches(); step = step.tail()) {
      if (node instanceof Map<?, ?> object) {
        node = object.get(step.getMatchingProperty());
      } else if (node instanceof List<?> array
          && step.getMatchingIndex() >= 0
          && step.getMatchingIndex() < array.size()) {
        node = array.get(step.getMatchingIndex());
      } else {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(node);
  }

  /** A pointer to a field of the object that a pointer leads to. */
  public static String child(String pointer, Object field) {
    return pointer + "/" + field.toString().replace("~", "~0").replace("/", "~1");
  }

  /** The object at a pointer; empty if there is none. */
  public static Optional<Map<String, Object>> object(Object tree, String pointer) {
    return at(tree, pointer).map(JsonTree::object);
  }

  /** The keys of JSON objects are texts. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }
}
