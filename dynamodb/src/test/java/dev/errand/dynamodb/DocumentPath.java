package dev.errand.dynamodb;

import java.util.List;
import java.util.Map;

/** A document path: names and list indexes. */
record DocumentPath(List<Object> elements) {

  /** The value of a path that leads nowhere. */
  static final Object MISSING = new Object();

  Object in(Object document) {
    Object at = document;
    for (Object element : elements) {
      at = child(at, element);
    }
    return at;
  }

  boolean conflictsWith(DocumentPath other) {
    int common = 0;
    int shorter = Math.min(elements.size(), other.elements.size());
    while (common < shorter && elements.get(common).equals(other.elements.get(common))) {
      common++;
    }
    return common == shorter
        || elements.get(common).getClass() != other.elements.get(common).getClass();
  }

  static Object child(Object at, Object element) {
    if (at instanceof Map<?, ?> map && element instanceof String name && map.containsKey(name)) {
      return map.get(name);
    }
    return at instanceof List<?> list && element instanceof Integer index && index < list.size()
        ? list.get(index)
        : MISSING;
  }
}
