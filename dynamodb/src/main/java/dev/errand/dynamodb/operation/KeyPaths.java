package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.DocumentPath;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import java.util.List;

/** Paths into key attributes, which have nothing inside. */
final class KeyPaths {

  private KeyPaths() {}

  /**
   * Checks paths of an expression.
   *
   * @throws DynamoDbException if one leads into a key attribute
   */
  static void check(Table table, List<DocumentPath> paths) {
    for (String name : table.key().names()) {
      check(paths, name, "Key");
    }
    for (Index index : Keys.globalFirst(table)) {
      for (String name : index.key().names()) {
        check(paths, name, "IndexKey");
      }
    }
  }

  private static void check(List<DocumentPath> paths, String name, String kind) {
    if (paths.stream().anyMatch(path -> path.isNested() && path.attribute().equals(name))) {
      throw DynamoDbException.validation(
          "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
              + " allowed: %s: %s".formatted(kind, name));
    }
  }
}
