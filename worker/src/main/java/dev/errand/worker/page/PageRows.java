package dev.errand.worker.page;

import dev.errand.worker.tally.ColumnTally;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Source;
import java.util.List;
import java.util.Optional;

/** Checks the records of a page, writes their rows and adds them to the tally. */
final class PageRows implements JsonScanner.RecordListener {

  private final int[] slots;
  private final JsonValues values;
  private final CsvWriter csv;
  private final ColumnValues columns;
  private final PlainValueReader plainValues;
  private final FieldWriter fields;
  private final OrderCheck order;
  private final TallyBuilder tally;
  private final IdCheck ids;
  private final boolean comparesIds;

  /** The column of the id; negative for none. */
  private final int idColumn;

  /** The column of the time that lies in the window; negative for none. */
  private final int windowColumn;

  private final Optional<TimeRange> range;
  private byte[] body = new byte[0];
  private int records;

  /**
   * Creates a writer.
   *
   * @param slots the slot of each column in the values
   * @param expected the value of every record, by column
   * @param range the times of the window, if records must lie in it
   * @param beyond records up to this key are checked but not written
   */
  PageRows(
      DeclaredType type,
      int[] slots,
      List<Optional<String>> expected,
      JsonValues values,
      Optional<TimeRange> range,
      Optional<List<String>> beyond) {
    this.slots = slots;
    this.values = values;
    this.range = range;
    csv = new CsvWriter(type.output().csv());
    columns = new ColumnValues(type.columns(), slots, values, csv);
    TextCheck[] checks = TextCheck.ofColumns(type.columns(), expected);
    plainValues = new PlainValueReader(type, values, columns, checks);
    fields = new FieldWriter(type, values, columns, checks, csv);
    order = new OrderCheck(type, columns, beyond);
    tally = new TallyBuilder(type, columns);
    Source source = type.source();
    idColumn = source.id().orElse(-1);
    ids = new IdCheck(columns, idColumn);
    // a strict order has the id and no two equal keys
    comparesIds = source.id().isPresent() && !source.isOrderStrict();
    windowColumn =
        range.isPresent()
            ? source.windows().map(windows -> windows.column().orElse(-1)).orElse(-1)
            : -1;
  }

  /** The reader of values for the scanner. */
  JsonScanner.ValueReader plainValues() {
    return plainValues;
  }

  /**
   * Begins a page.
   *
   * @param last the key of the last record before it; empty for none
   */
  void begin(byte[] page, List<String> last, Bytes target) {
    body = page;
    columns.begin(page);
    csv.begin(target);
    tally.begin();
    order.begin(last);
    ids.begin();
    records = 0;
  }

  /** Ends a page. */
  void end() {
    csv.end();
  }

  /** Accepts the page that ended last. */
  void accept() {
    ids.accept();
  }

  ColumnTally tally() {
    return tally.tally();
  }

  /** The number of records, with those that are not written. */
  int records() {
    return records;
  }

  /** The key of the last record, or of the record before the page if it is empty. */
  List<String> last() {
    return order.last();
  }

  /** Writes the row of the record whose values were found. */
  @Override
  public void record() throws InvalidPageException {
    records++;
    int begin = csv.beginRow();
    for (int column = 0; column < slots.length; column++) {
      int slot = slots[column];
      if (values.mark(slot) == JsonValues.PLAIN) {
        csv.plain(body, values.begin(slot), values.end(slot));
      } else {
        fields.write(column);
      }
    }
    if (windowColumn >= 0) {
      columns.require(
          range.get().contains(columns.times[windowColumn]),
          windowColumn,
          "is outside the requested range");
    }
    if (idColumn >= 0) {
      columns.require(columns.begin(idColumn) < columns.end(idColumn), idColumn, "is empty");
    }
    if (comparesIds) {
      ids.check();
    }
    if (order.check()) {
      tally.add(begin, csv.endRow());
    } else {
      csv.undoRow();
    }
  }
}
