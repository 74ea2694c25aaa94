package dev.errand.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows under headings.
 *
 * @param columns their headings
 * @param rows values as programs want them, each as many as there are columns
 */
public record Table(List<Column> columns, List<List<String>> rows) {

  private static final String GAP = "  ";

  /** What a column holds. */
  enum Kind {
    TEXT,
    NUMBER,
    TIME
  }

  /**
   * A column.
   *
   * @param heading for people
   * @param name for programs
   */
  public record Column(String heading, String name, Kind kind) {

    public static Column text(String heading, String name) {
      return new Column(heading, name, Kind.TEXT);
    }

    /** Whole numbers. */
    public static Column number(String heading, String name) {
      return new Column(heading, name, Kind.NUMBER);
    }

    /** Times in RFC 3339. */
    public static Column time(String heading, String name) {
      return new Column(heading, name, Kind.TIME);
    }

    /** A value as people read it. */
    private String words(String value) {
      if (value.isEmpty() || kind == Kind.TEXT) {
        return Text.plain(value);
      }
      return kind == Kind.TIME ? Numbers.toSecond(value) : Numbers.count(Long.parseLong(value));
    }

    private String padded(String words, int width) {
      return kind == Kind.NUMBER ? Text.padLeft(words, width) : Text.pad(words, width);
    }
  }

  /** Lines that fit; the last column is cut if need be. */
  public List<String> lines(int width, Style style) {
    List<List<String>> shown = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    for (Column column : columns) {
      headings.add(column.heading());
    }
    shown.add(headings);
    for (List<String> row : rows) {
      shown.add(words(row));
    }
    int[] widths = widths(shown);
    List<String> lines = new ArrayList<>();
    for (List<String> cells : shown) {
      String line = Text.crop(line(cells, widths), width);
      lines.add(lines.isEmpty() ? style.faint(line) : coloured(line, cells, style));
    }
    return lines;
  }

  private List<String> words(List<String> row) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      words.add(columns.get(i).words(row.get(i)));
    }
    return words;
  }

  /** For programs: RFC 4180, with the names of the columns first. */
  public String csv() {
    StringBuilder csv = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      names.add(column.name());
    }
    record(csv, names);
    rows.forEach(row -> record(csv, row));
    return csv.toString();
  }

  /** An object's fields, one a row. */
  public static Table ofFields(List<List<String>> fields) {
    return new Table(
        List.of(Column.text("FIELD", "field"), Column.text("VALUE", "value")),
        Collections.unmodifiableList(fields));
  }

  private int[] widths(List<List<String>> shown) {
    int[] widths = new int[columns.size()];
    for (List<String> cells : shown) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Text.width(cells.get(i)));
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(columns.get(i).padded(cells.get(i), widths[i]));
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** Colours the status only, after the widths are computed. */
  private String coloured(String line, List<String> row, Style style) {
    if (style == Style.PLAIN) {
      return line;
    }
    for (String cell : row) {
      String painted = Statuses.painted(cell, style);
      int at = line.indexOf(cell);
      if (!painted.equals(cell) && at >= 0) {
        return line.substring(0, at) + painted + line.substring(at + cell.length());
      }
    }
    return line;
  }

  private static void record(StringBuilder csv, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.matches("(?s).*[\",\r\n].*");
      csv.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    csv.append("\r\n");
  }
}
