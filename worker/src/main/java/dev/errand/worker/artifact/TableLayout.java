package dev.errand.worker.artifact;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.CsvDialect;
import dev.errand.worker.type.DeclaredType;
import java.util.List;

/**
 * How the rows of the CSV become a sheet.
 *
 * @param cells the type of the cells of each column
 * @param widths the width of each column in characters
 * @param dialect the form of the CSV
 */
public record TableLayout(List<CellType> cells, List<Integer> widths, CsvDialect dialect) {

  /** The layout of the type {@code records}. */
  static final TableLayout RECORDS =
      new TableLayout(
          List.of(
              CellType.TEXT,
              CellType.TEXT,
              CellType.TIME,
              CellType.NUMBER,
              CellType.TEXT,
              CellType.TEXT,
              CellType.TEXT,
              CellType.TEXT),
          List.of(38, 38, 20, 16, 10, 12, 28, 40),
          CsvDialect.DEFAULT);

  static TableLayout of(DeclaredType type) {
    return new TableLayout(
        type.columns().stream().map(TableLayout::cell).toList(),
        type.columns().stream().map(TableLayout::width).toList(),
        type.output().csv());
  }

  boolean hasDates() {
    return cells.contains(CellType.DATE);
  }

  private static CellType cell(Column column) {
    return switch (column.type()) {
      case DECIMAL, INTEGER -> CellType.NUMBER;
      case DATE -> CellType.DATE;
      case TIMESTAMP -> CellType.TIME;
      case STRING, BOOLEAN -> CellType.TEXT;
    };
  }

  private static int width(Column column) {
    int least =
        switch (column.type()) {
          case STRING -> 28;
          case TIMESTAMP -> 20;
          case DECIMAL, INTEGER -> 16;
          case DATE, BOOLEAN -> 12;
        };
    return Math.min(60, Math.max(least, column.title().length() + 2));
  }
}
