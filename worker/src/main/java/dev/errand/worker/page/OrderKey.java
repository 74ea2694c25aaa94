package dev.errand.worker.page;

import dev.errand.worker.type.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a record in the columns by which records ascend. */
final class OrderKey {

  private final List<ColumnType> types;
  private final long[] numbers;
  private final int[] minor;
  private final BigDecimal[] big;
  private final byte[][] texts;
  private final int[] from;
  private final int[] to;

  OrderKey(List<ColumnType> types) {
    this.types = types;
    int size = types.size();
    numbers = new long[size];
    minor = new int[size];
    big = new BigDecimal[size];
    texts = new byte[size][];
    from = new int[size];
    to = new int[size];
  }

  /** Creates a key from what {@link #values} returned. */
  static OrderKey of(List<ColumnType> types, List<String> values) {
    OrderKey key = new OrderKey(types);
    for (int i = 0; i < types.size(); i++) {
      String value = values.get(i);
      if (types.get(i) == ColumnType.STRING) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        key.setText(i, text, 0, text.length);
      } else if (types.get(i).isNumber()) {
        key.setNumber(i, 0, 0, new BigDecimal(value));
      } else {
        int space = value.indexOf(' ');
        key.setTime(
            i,
            Long.parseLong(value.substring(0, space)),
            Integer.parseInt(value.substring(space + 1)));
      }
    }
    return key;
  }

  void setTime(int column, long time, int nano) {
    numbers[column] = time;
    minor[column] = nano;
  }

  void setNumber(int column, long unscaled, int scale, BigDecimal bigNumber) {
    numbers[column] = unscaled;
    minor[column] = scale;
    big[column] = bigNumber;
  }

  void setText(int column, byte[] text, int begin, int end) {
    texts[column] = text;
    from[column] = begin;
    to[column] = end;
  }

  int compareTo(OrderKey other) {
    for (int i = 0; i < numbers.length; i++) {
      int order = compare(i, other);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int compare(int i, OrderKey other) {
    if (types.get(i) == ColumnType.STRING) {
      return Arrays.compareUnsigned(
          texts[i], from[i], to[i], other.texts[i], other.from[i], other.to[i]);
    }
    if (types.get(i).isNumber()) {
      return big[i] == null && other.big[i] == null && minor[i] == other.minor[i]
          ? Long.compare(numbers[i], other.numbers[i])
          : decimal(i).compareTo(other.decimal(i));
    }
    return numbers[i] != other.numbers[i]
        ? Long.compare(numbers[i], other.numbers[i])
        : Integer.compare(minor[i], other.minor[i]);
  }

  private BigDecimal decimal(int i) {
    return big[i] == null ? BigDecimal.valueOf(numbers[i], minor[i]) : big[i];
  }

  /** The values as texts, for a checkpoint. */
  List<String> values() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) == ColumnType.STRING) {
        values.add(new String(texts[i], from[i], to[i] - from[i], StandardCharsets.UTF_8));
      } else if (types.get(i).isNumber()) {
        values.add(decimal(i).toString());
      } else {
        values.add(numbers[i] + " " + minor[i]);
      }
    }
    return values;
  }
}
