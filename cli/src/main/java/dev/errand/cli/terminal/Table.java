package dev.errand.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows under headings.
 *
 * @param columns their headings
 * @param rows values for programs, one for each column
 */
public record Table(List<Column> columns, List<List<String>> rows) {

  private static final String GAP = "  ";

  /** Columns of a terminal; where fewer are left, prose is on lines of its own. */
  private static final int MIN_PROSE = 20;

  private static final String INDENT = "    ";

  /** What a column holds. */
  enum Kind {
    TEXT,
    PROSE,
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

    /** Sentences in the last column, which go on in the next line where they do not fit. */
    public static Column prose(String heading, String name) {
      return new Column(heading, name, Kind.PROSE);
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
    private String words(String value, boolean isShort) {
      if (value.isEmpty() || kind == Kind.TEXT || kind == Kind.PROSE) {
        return Text.plain(value);
      }
      if (kind == Kind.NUMBER) {
        return Numbers.count(Long.parseLong(value));
      }
      return isShort ? Numbers.toMinute(value) : Numbers.toSecond(value);
    }

    private String padded(String words, int width) {
      return kind == Kind.NUMBER ? Text.padLeft(words, width) : Text.pad(words, width);
    }
  }

  /**
   * Lines that fit: with shorter times if need be. A last column of text is cut; prose goes on in
   * the next line, or below the row where there is no room beside it.
   */
  public List<String> lines(int width, Style style) {
    List<List<String>> shown = shown(false);
    int[] widths = widths(shown);
    if (sum(widths) > width) {
      shown = shown(true);
      widths = widths(shown);
    }
    int last = columns.size() - 1;
    int indent = sum(widths) - widths[last];
    boolean isProse = columns.get(last).kind() == Kind.PROSE;
    boolean isBelow = isProse && sum(widths) > width && width - indent < MIN_PROSE;
    List<String> lines = new ArrayList<>();
    for (List<String> cells : shown) {
      List<String> first = new ArrayList<>(cells.subList(0, last));
      List<String> parts = List.of(cells.get(last));
      if (isBelow) {
        parts = below(lines.isEmpty() ? "" : cells.get(last), width);
      } else if (isProse) {
        parts = Text.wrap(cells.get(last), Math.max(MIN_PROSE, width - indent));
      }
      first.add(parts.get(0));
      String line = Text.crop(line(first, widths), width);
      lines.add(lines.isEmpty() ? style.faint(line) : coloured(line, first, style));
      for (String part : parts.subList(1, parts.size())) {
        lines.add((isBelow ? INDENT : " ".repeat(indent)) + part);
      }
    }
    return lines;
  }

  /** Nothing beside the row, and the text on lines of its own. */
  private static List<String> below(String text, int width) {
    List<String> parts = new ArrayList<>(List.of(""));
    if (!text.isEmpty()) {
      parts.addAll(Text.wrap(text, Math.max(MIN_PROSE, width - INDENT.length())));
    }
    return parts;
  }

  /** Headings and rows as people read them. */
  private List<List<String>> shown(boolean isShort) {
    List<List<String>> shown = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    for (Column column : columns) {
      headings.add(column.heading());
    }
    shown.add(headings);
    for (List<String> row : rows) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        words.add(columns.get(i).words(row.get(i), isShort));
      }
      shown.add(words);
    }
    return shown;
  }

  /** Of a whole line, with the gaps between its columns. */
  private static int sum(int[] widths) {
    int sum = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      sum += width;
    }
    return sum;
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
        List.of(Column.text("FIELD", "field"), Column.prose("VALUE", "value")),
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
