package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The totals of a report of the type {@code records}. Amounts of different currencies are never
 * added.
 *
 * @param rows the number of records
 * @param currencies by currency, in alphabetical order
 */
public record RecordsTotals(long rows, SortedMap<String, CurrencyTotals> currencies) {

  private static final int STATUS = 0;
  private static final int MONTH = 1;

  /** Copies the totals. */
  public RecordsTotals {
    currencies = Collections.unmodifiableSortedMap(new TreeMap<>(currencies));
  }

  /** Converts totals with one measure by currency, and the dimensions status and month. */
  public static RecordsTotals of(ColumnTotals columns) {
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    columns.measures().get(0).forEach((code, totals) -> currencies.put(code, currency(totals)));
    return new RecordsTotals(columns.rows(), currencies);
  }

  private static CurrencyTotals currency(UnitTotals totals) {
    SortedMap<Integer, Amounts> byMonth = new TreeMap<>();
    totals.byDimension().get(MONTH).forEach((month, sums) -> byMonth.put(number(month), sums));
    return new CurrencyTotals(
        totals.all(),
        totals.byDimension().get(STATUS),
        byMonth,
        totals.largest().stream().map(RecordsTotals::record).toList());
  }

  private static int number(String month) {
    return 12 * Integer.parseInt(month.substring(0, 4)) + Integer.parseInt(month.substring(5)) - 1;
  }

  private static LargeRecord record(LargeRow row) {
    List<String> fields = row.fields();
    BigDecimal amount = row.number();
    return new LargeRecord(
        row.row(),
        amount,
        fields.get(0),
        fields.get(2),
        fields.get(5),
        fields.get(6),
        fields.get(7));
  }
}
