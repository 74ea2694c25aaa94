package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import dev.errand.worker.type.Dimension.By;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** Reads the columns, the output and the summary of a type. */
final class TypeReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern TITLE = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
  private static final int MAX_COLUMNS = 200;

  private final Node type;
  private final List<Column> columns = new ArrayList<>();

  TypeReader(Node type) {
    this.type = type;
  }

  DeclaredType read(String name) {
    Node list = type.required("columns");
    list.items().forEach(item -> columns.add(column(item)));
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw list.wrong("must have 1 to %d columns".formatted(MAX_COLUMNS));
    }
    return new DeclaredType(
        name,
        type.optional("title").map(Node::text).orElse(name),
        new SourceReader(type.required("source"), this).read(),
        List.copyOf(columns),
        output(type.optional("output").orElse(new Node("/output", Map.of()))),
        summary(type.optional("summary").orElse(new Node("/summary", Map.of()))));
  }

  /** The index of the column that a node names. */
  int index(Node node) {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).name().equals(node.text()))
        .findFirst()
        .orElseThrow(() -> node.wrong("names no column"));
  }

  ColumnType typeOf(int column) {
    return columns.get(column).type();
  }

  boolean isOptional(int column) {
    return columns.get(column).isOptional();
  }

  static JsonPointer pointer(Node node) {
    try {
      return JsonPointer.compile(node.text());
    } catch (IllegalArgumentException e) {
      throw node.wrong("must be a JSON pointer (RFC 6901), for example /customer/name");
    }
  }

  private Column column(Node node) {
    node.allows(
        "name", "title", "pointer", "type", "precision", "scale", "optional", "equals", "pattern");
    String name = node.required("name").text(NAME, "a name of a-z, 0-9 and _");
    if (columns.stream().anyMatch(column -> column.name().equals(name))) {
      throw node.required("name").wrong("is the name of an earlier column");
    }
    Column column =
        new Column(
            name,
            node.optional("title").map(title -> title.text(TITLE, "a text")).orElse(name),
            node.optional("pointer")
                .map(TypeReader::pointer)
                .orElseGet(() -> JsonPointer.compile("/" + name)),
            node.optional("type")
                .map(type -> type.word(ColumnType.class))
                .orElse(ColumnType.STRING),
            decimal(node),
            node.optional("optional").map(Node::flag).orElse(false),
            node.optional("equals").map(SourceReader::field),
            node.optional("pattern").map(TypeReader::pattern));
    require(ColumnType.STRING, node, column, "equals", "pattern");
    require(ColumnType.DECIMAL, node, column, "precision", "scale");
    if (column.pointer().matches()) {
      throw node.required("pointer").wrong("must not be empty");
    }
    return column;
  }

  private static void require(ColumnType type, Node node, Column column, String... fields) {
    for (String field : fields) {
      Optional<Node> declared = node.optional(field);
      if (declared.isPresent() && column.type() != type) {
        throw declared
            .get()
            .wrong("needs a column of type " + type.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static DecimalSize decimal(Node node) {
    if (node.optional("precision").isEmpty() && node.optional("scale").isEmpty()) {
      return DecimalSize.DEFAULT;
    }
    int precision = node.required("precision").integer(1, DecimalSize.MAX_PRECISION);
    return new DecimalSize(precision, node.required("scale").integer(0, precision));
  }

  private static Pattern pattern(Node node) {
    try {
      return Pattern.compile(node.text());
    } catch (PatternSyntaxException e) {
      throw node.wrong("must be a regular expression");
    }
  }

  private static Output output(Node node) {
    node.allows("csv", "time_zone", "formats");
    List<OutputFormat> formats =
        node.optional("formats")
            .map(list -> list.items().stream().map(one -> one.word(OutputFormat.class)).toList())
            .orElse(List.of(OutputFormat.CSV, OutputFormat.XLSX, OutputFormat.HTML));
    if (formats.isEmpty()) {
      throw node.required("formats").wrong("must not be empty");
    }
    return new Output(
        node.optional("csv").map(TypeReader::dialect).orElse(CsvDialect.DEFAULT),
        node.optional("time_zone").map(TypeReader::zone).orElse(ZoneOffset.UTC),
        formats);
  }

  private static CsvDialect dialect(Node node) {
    node.allows("separator", "bom", "decimal", "exact_texts");
    char separator = character(node, "separator", Pattern.compile("[,;|\t]"), ',');
    char decimal = character(node, "decimal", Pattern.compile("[.,]"), '.');
    if (separator == decimal) {
      throw node.required("decimal").wrong("must differ from the separator");
    }
    return new CsvDialect(
        separator,
        node.optional("bom").map(Node::flag).orElse(false),
        decimal,
        node.optional("exact_texts").map(Node::flag).orElse(true));
  }

  private static char character(Node node, String name, Pattern allowed, char other) {
    return node.optional(name)
        .map(one -> one.text(allowed, "one of the characters of " + allowed.pattern()).charAt(0))
        .orElse(other);
  }

  private static ZoneId zone(Node node) {
    try {
      return ZoneId.of(node.text()).normalized();
    } catch (DateTimeException e) {
      throw node.wrong("must be a time zone, for example Europe/Berlin");
    }
  }

  private Summary summary(Node node) {
    node.allows("measures", "dimensions");
    return new Summary(
        node.optional("measures").map(Node::items).orElse(List.of()).stream()
            .map(this::measure)
            .toList(),
        node.optional("dimensions").map(Node::items).orElse(List.of()).stream()
            .map(this::dimension)
            .toList());
  }

  private Measure measure(Node node) {
    Optional<Node> object = Optional.of(node).filter(one -> !one.isText());
    object.ifPresent(one -> one.allows("column", "unit"));
    Node name = object.map(one -> one.required("column")).orElse(node);
    int column = index(name);
    if (!typeOf(column).isNumber()) {
      throw name.wrong("must name a column of type decimal or integer");
    }
    Optional<Node> unit = object.flatMap(one -> one.optional("unit"));
    return new Measure(
        column, unit.isPresent() ? OptionalInt.of(stringColumn(unit.get())) : OptionalInt.empty());
  }

  private int stringColumn(Node node) {
    if (typeOf(index(node)) != ColumnType.STRING) {
      throw node.wrong("must name a column of type string");
    }
    return index(node);
  }

  private Dimension dimension(Node node) {
    if (node.isText()) {
      return new Dimension(index(node), By.VALUE);
    }
    node.allows("column", "by");
    int column = index(node.required("column"));
    By by = node.optional("by").map(word -> word.word(By.class)).orElse(By.VALUE);
    if (by != By.VALUE && !typeOf(column).isTime()) {
      throw node.required("by").wrong("needs a column of type date or timestamp");
    }
    return new Dimension(column, by);
  }
}
