package dev.errand.dynamodb;

import static dev.errand.dynamodb.DocumentPath.MISSING;
import static dev.errand.dynamodb.Documents.cases;
import static dev.errand.dynamodb.Documents.path;
import static dev.errand.dynamodb.Documents.withoutConflicts;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.dynamodb.Documents.Case;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Projections of nested documents, against plain Java values. */
class ProjectionsTest {

  private static DocumentTable table;

  @BeforeContainer
  static void open() {
    table = new DocumentTable();
  }

  @AfterContainer
  static void close() {
    table.close();
  }

  @Provide
  Arbitrary<Case<List<DocumentPath>>> paths() {
    return cases(document -> path(document).list().ofMinSize(1).ofMaxSize(5));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void aProjectionGivesTheNamedPartsAndClosesUpLists(
      @ForAll("paths") Case<List<DocumentPath>> drawn) {
    Map<String, Object> document = drawn.document();
    List<DocumentPath> paths = withoutConflicts(drawn.of(), Function.identity());
    table.put(document);
    DocumentRequest request = new DocumentRequest();
    request.json.put(
        "ProjectionExpression", paths.stream().map(request::path).collect(joining(", ")));

    assertThat(PlainValues.values(table.call("GetItem", request).get("Item")))
        .isEqualTo(projected(document, paths.stream().map(DocumentPath::elements).toList()));
  }

  private static Object projected(Object value, List<List<Object>> paths) {
    if (paths.stream().anyMatch(List::isEmpty)) {
      return value;
    }
    Map<Object, List<List<Object>>> byFirst = new TreeMap<>();
    for (List<Object> path : paths) {
      byFirst
          .computeIfAbsent(path.get(0), unused -> new ArrayList<>())
          .add(path.subList(1, path.size()));
    }
    Map<Object, Object> parts = new TreeMap<>();
    byFirst.forEach(
        (first, rest) -> {
          Object child = DocumentPath.child(value, first);
          Object part = child == MISSING ? MISSING : projected(child, rest);
          boolean nothing =
              part == MISSING
                  || (rest.stream().noneMatch(List::isEmpty)
                      && (part.equals(Map.of()) || part.equals(List.of())));
          if (!nothing) {
            parts.put(first, part);
          }
        });
    return value instanceof List ? new ArrayList<>(parts.values()) : new HashMap<>(parts);
  }
}
