package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errand.worker.type.WindowRange.By;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
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
            paging(page),
            page.optional("size").map(SourceReader::pageSize),
            windows,
            order,
            id,
            source.optional("auth").map(SourceReader::auth).orElse(new Auth.Bearer()),
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

  private static Total total(Node node) {
    return node.isText()
        ? new Total.Body(TypeReader.pointer(node))
        : new Total.Header(
            node.allows("header").required("header").text(HEADER, "a name of a header"));
  }

  private static PageSize pageSize(Node node) {
    node.allows("parameter", "value");
    return new PageSize(parameter(node), node.required("value").integer(1, 100_000));
  }

  private static String parameter(Node node) {
    return node.required("parameter").text(PARAMETER, "a name of a query parameter");
  }

  private static Paging paging(Node node) {
    List<Map.Entry<String, Node>> styles =
        node.members().entrySet().stream()
            .filter(member -> !member.getKey().equals("size"))
            .toList();
    if (styles.size() > 1) {
      throw node.wrong("must have one kind of paging");
    }
    if (styles.isEmpty()) {
      return new Paging.None();
    }
    Node style = styles.get(0).getValue();
    return switch (styles.get(0).getKey()) {
      case "cursor" -> {
        style.allows("pointer", "parameter", "always");
        yield new Paging.Cursor(
            TypeReader.pointer(style.required("pointer")),
            parameter(style),
            style.optional("always").map(Node::flag).orElse(false));
      }
      case "next_link" ->
          new Paging.NextLink(TypeReader.pointer(style.allows("pointer").required("pointer")));
      case "link_header" -> {
        style.allows();
        yield new Paging.LinkHeader();
      }
      case "number" -> {
        style.allows("parameter", "first", "more");
        int first = style.optional("first").map(one -> one.integer(0, 1)).orElse(1);
        yield new Paging.PageNumber(parameter(style), first, more(style));
      }
      case "offset" -> new Paging.Offset(parameter(style.allows("parameter", "more")), more(style));
      case "last_id" -> {
        style.allows("parameter", "id", "more");
        yield new Paging.LastId(
            parameter(style), TypeReader.pointer(style.required("id")), more(style));
      }
      case "none" -> {
        style.allows();
        yield new Paging.None();
      }
      default -> throw style.wrong("is no kind of paging");
    };
  }

  private static Optional<JsonPointer> more(Node style) {
    return style.optional("more").map(TypeReader::pointer);
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

  private static Auth auth(Node node) {
    if (node.isText()) {
      return switch (node.text()) {
        case "bearer" -> new Auth.Bearer();
        case "basic" -> new Auth.Basic();
        case "none" -> new Auth.None();
        default -> throw node.wrong("must be bearer, basic, none, api_key or oauth2");
      };
    }
    node.allows("api_key", "oauth2");
    Optional<Node> key = node.optional("api_key");
    if (key.isPresent() == node.optional("oauth2").isPresent()) {
      throw node.wrong("must have either api_key or oauth2");
    }
    return key.map(SourceReader::apiKey).orElseGet(() -> oauth2(node.required("oauth2")));
  }

  private static Auth apiKey(Node node) {
    node.allows("header", "query");
    if (node.members().size() != 1) {
      throw node.wrong("must have either header or query");
    }
    return node.optional("header")
        .<Auth>map(one -> new Auth.KeyInHeader(one.text(HEADER, "a name of a header")))
        .orElseGet(
            () ->
                new Auth.KeyInQuery(
                    node.required("query").text(PARAMETER, "a name of a query parameter")));
  }

  private static Auth oauth2(Node node) {
    node.allows("token_url", "scope");
    return new Auth.OAuth2(
        secure(node.required("token_url")), node.optional("scope").map(Node::text));
  }

  private static URI secure(Node node) {
    try {
      URI url = new URI(node.text());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (url.getHost() != null
          && url.getUserInfo() == null
          && (scheme.equals("https")
              || (scheme.equals("http") && LOOPBACK.contains(url.getHost())))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // handled like any other URL that is not allowed
    }
    throw node.wrong("must be an https URL");
  }
}
