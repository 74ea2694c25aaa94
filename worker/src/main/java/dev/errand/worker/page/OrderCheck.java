package dev.errand.worker.page;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.ColumnType;
import dev.errand.worker.type.DeclaredType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the records of a window ascend by the columns of the order. */
final class OrderCheck {

  private final ColumnValues columns;
  private final int[] order;
  private final List<ColumnType> types;
  private final String names;
  private final boolean isStrict;
  private final Optional<OrderKey> beyond;
  private OrderKey current;
  private OrderKey previous;
  private boolean hasPrevious;

  /**
   * Creates a check.
   *
   * @param beyond the key of the last record that was written before; empty for none
   */
  OrderCheck(DeclaredType type, ColumnValues columns, Optional<List<String>> beyond) {
    this.columns = columns;
    order = type.source().order().stream().mapToInt(Integer::intValue).toArray();
    List<Column> declared = type.source().order().stream().map(type.columns()::get).toList();
    types = declared.stream().map(Column::type).toList();
    names = declared.stream().map(Column::name).collect(Collectors.joining(", "));
    isStrict = type.source().isOrderStrict();
    this.beyond = beyond.map(key -> OrderKey.of(types, key));
    current = new OrderKey(types);
    previous = new OrderKey(types);
  }

  /**
   * Begins a page.
   *
   * @param last the key of the last record before it; empty for none
   */
  void begin(List<String> last) {
    hasPrevious = !last.isEmpty();
    if (hasPrevious) {
      previous = OrderKey.of(types, last);
      current = new OrderKey(types);
    }
  }

  /** The key of the last record; empty for none. */
  List<String> last() {
    return hasPrevious ? previous.values() : List.of();
  }

  /**
   * Checks that the current record is not before the last one. Returns whether it is to be written:
   * it is not if a read before this one wrote it.
   */
  boolean check() throws InvalidPageException {
    if (order.length == 0) {
      return true;
    }
    readKey();
    if (hasPrevious) {
      int step = current.compareTo(previous);
      if (step < 0 || (step == 0 && isStrict)) {
        throw new InvalidPageException("the records are not sorted by " + names);
      }
    }
    OrderKey free = previous;
    previous = current;
    current = free;
    hasPrevious = true;
    return beyond.isEmpty() || previous.compareTo(beyond.get()) > 0;
  }

  private void readKey() {
    for (int i = 0; i < order.length; i++) {
      int column = order[i];
      ColumnType type = types.get(i);
      if (type == ColumnType.STRING) {
        current.setText(i, columns.text(column), columns.begin(column), columns.end(column));
      } else if (type.isNumber()) {
        NumberText number = columns.numbers[column];
        BigDecimal big = number.isBig() ? number.decimal() : null;
        current.setNumber(i, number.unscaled(), number.scale(), big);
      } else {
        current.setTime(i, columns.times[column], columns.nanos[column]);
      }
    }
  }
}
