package dev.errand.dynamodb.expression;

import java.util.List;
import java.util.Optional;

/**
 * Paths that one expression cannot have: one inside the other, or one through a list and one
 * through a map.
 */
final class PathConflicts {

  private PathConflicts() {}

  /** What DynamoDB says of the first pair that overlaps, or else of the first that conflicts. */
  static Optional<String> in(List<DocumentPath> paths) {
    return first(paths, true).or(() -> first(paths, false));
  }

  private static Optional<String> first(List<DocumentPath> paths, boolean overlap) {
    for (int two = 1; two < paths.size(); two++) {
      for (int one = 0; one < two; one++) {
        if (overlap
            ? overlap(paths.get(one), paths.get(two))
            : conflict(paths.get(one), paths.get(two))) {
          return Optional.of(
              "Two document paths %s with each other; must remove or rewrite one of these paths;"
                      .formatted(overlap ? "overlap" : "conflict")
                  + " path one: %s, path two: %s".formatted(paths.get(one), paths.get(two)));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean overlap(DocumentPath one, DocumentPath two) {
    return common(one, two) == Math.min(one.elements().size(), two.elements().size());
  }

  private static boolean conflict(DocumentPath one, DocumentPath two) {
    int common = common(one, two);
    return common < Math.min(one.elements().size(), two.elements().size())
        && one.elements().get(common).getClass() != two.elements().get(common).getClass();
  }

  private static int common(DocumentPath one, DocumentPath two) {
    int common = 0;
    while (common < Math.min(one.elements().size(), two.elements().size())
        && one.elements().get(common).equals(two.elements().get(common))) {
      common++;
    }
    return common;
  }
}
