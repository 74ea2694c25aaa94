package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errand.worker.type.WindowRange.By;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the source of a type. */
final class SourceReader {

  private static final Pattern FIELD = Pattern.compile("[a-zA-Z0-9_]+(\\.[a-zA-Z0-9_]+)*");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern PARAMETER = Pattern.compile("\\S+");
  private static final Pattern SHORTEST = Pattern.compile("P1D|PT1H");
  private static final Set<String> WINDOW_VARIABLES =
      Set.of("window.start", "window.end", "window.after");

  private final Node source;
  private final TypeReader columns;

  SourceReader(Node source, TypeReader columns) {
    this.source = source;
    this.columns = columns;
  }

  Source read() {
    source.allows(
        "path",
        "query",
        "headers",
        "records",
        "total",
        "page",
        "windows",
        "order",
        "id",
        "auth",
        "max_requests_per_second");
    List<Integer> order =
        source.optional("order").map(Node::items).orElse(List.of()).stream()
            .map(this::ascending)
            .toList();
    OptionalInt id =
        source
            .optional("id")
            .map(node -> OptionalInt.of(present(node)))
            .orElse(OptionalInt.empty());
    Optional<WindowRange> windows = source.optional("windows").map(node -> windows(node, order));
    Node page = source.optional("page").orElse(new Node("/source/page", Map.of()));
    Source read =
        new Source(
            path(source.required("path")),
            templates("query", PARAMETER, "a name of a query parameter"),
            templates("headers", HEADER, "a name of a header"),
            source.optional("records").map(TypeReader::pointer).orElse(JsonPointer.empty()),
            source.optional("total").map(SourceReader::total),
            PagingReader.read(page),
            page.optional("size").map(PagingReader::readSize),
            windows,
            order,
            id,
            source.optional("auth").map(AuthReader::read).orElse(new Auth.Bearer()),
            source
                .optional("max_requests_per_second")
                .map(node -> OptionalInt.of(node.integer(1, 10_000)))
                .orElse(OptionalInt.empty()));
    checkVariables(read);
    return read;
  }

  private static Template path(Node node) {
    Template path = Template.read(node);
    if (!path.text().startsWith("/") || path.text().matches("(?s).*[?#\\s].*")) {
      throw node.wrong("must be a path that begins with / and has no query");
    }
    return path;
  }

  private Map<String, Template> templates(String name, Pattern names, String meaning) {
    Map<String, Template> templates = new LinkedHashMap<>();
    source
        .optional(name)
        .ifPresent(
            node ->
                node.members()
                    .forEach(
                        (key, value) -> {
                          if (!names.matcher(key).matches()) {
                            throw value.wrong("must have " + meaning);
                          }
                          templates.put(key, Template.read(value));
                        }));
    return templates;
  }

  private void checkVariables(Source read) {
    List<Template> all = new ArrayList<>(List.of(read.path()));
    all.addAll(read.query().values());
    all.addAll(read.headers().values());
    for (Template template : all) {
      for (String variable : template.variables()) {
        if (variable.startsWith("window.")) {
          checkWindowVariable(read, variable);
        } else if (variable.startsWith("page.")
            && !(variable.equals("page.size") && read.pageSize().isPresent())) {
          throw source.wrong("has the variable {%s} without a size of pages".formatted(variable));
        }
      }
    }
    if (read.windows().isPresent()
        && all.stream().noneMatch(one -> one.variables().contains("window.start"))) {
      throw source.required("windows").wrong("needs the variable {window.start} in a request");
    }
  }

  private void checkWindowVariable(Source read, String variable) {
    if (read.windows().isEmpty() || !WINDOW_VARIABLES.contains(variable)) {
      throw source.wrong("has the variable {%s}, which is not declared".formatted(variable));
    }
    if (variable.equals("window.end") && read.windows().get().by() == By.TIMESTAMP) {
      throw source.wrong("needs {window.after}: a window of times has no last time");
    }
  }

  private int ascending(Node node) {
    int column = present(node);
    if (columns.typeOf(column) == ColumnType.BOOLEAN) {
      throw node.wrong("must not be of type boolean");
    }
    return column;
  }

  private int present(Node node) {
    int column = columns.index(node);
    if (columns.isOptional(column)) {
      throw node.wrong("must not be optional");
    }
    return column;
  }

  /** The name of a field of the request. */
  static String field(Node node) {
    return node.text(FIELD, "a field of the request, for example filter.start_date");
  }

  /** The name of a header. */
  static String header(Node node) {
    return node.text(HEADER, "a name of a header");
  }

  /** The name of a query parameter. */
  static String parameter(Node node) {
    return node.text(PARAMETER, "a name of a query parameter");
  }

  private static Total total(Node node) {
    return node.isText()
        ? new Total.Body(TypeReader.pointer(node))
        : new Total.Header(header(node.allows("header").required("header")));
  }

  private WindowRange windows(Node node, List<Integer> order) {
    node.allows("by", "from", "to", "shortest", "column");
    By by = node.required("by").word(By.class);
    boolean isHourly =
        node.optional("shortest")
            .map(one -> one.text(SHORTEST, "P1D or PT1H").equals("PT1H"))
            .orElse(false);
    if (isHourly && by == By.DATE) {
      throw node.required("shortest").wrong("must be P1D for windows by date");
    }
    return new WindowRange(
        by,
        field(node.required("from")),
        field(node.required("to")),
        isHourly,
        windowColumn(node, order));
  }

  private OptionalInt windowColumn(Node node, List<Integer> order) {
    Optional<Node> declared = node.optional("column");
    if (declared.isPresent()) {
      int column = present(declared.get());
      if (!columns.typeOf(column).isTime()) {
        throw declared.get().wrong("must name a column of type date or timestamp");
      }
      return OptionalInt.of(column);
    }
    return order.stream()
        .limit(1)
        .filter(first -> columns.typeOf(first).isTime())
        .mapToInt(Integer::intValue)
        .findFirst();
  }
}
