package dev.errand.worker.tally;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The totals equal those of a simple calculation with decimals. */
class RecordsTotalsTest {

  private static final TallyShape SHAPE = new TallyShape(1, 2, ',');
  private static final int MARCH_2021 = 12 * 2021 + 2;

  private record Entry(String currency, String status, int month, BigDecimal amount) {}

  private record Numbered(long row, Entry entry) {
    BigDecimal amount() {
      return entry.amount();
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void doNotDependOnTheDistributionOfRecordsOverPages(@ForAll("pages") List<List<Entry>> pages) {
    RecordsTotals totals = totals(pages);

    List<Numbered> all = numbered(pages);
    Map<String, List<Numbered>> byCurrency =
        all.stream().collect(groupingBy(one -> one.entry().currency()));
    Statistics.collect(byCurrency.values().stream().anyMatch(RecordsTotalsTest::isBeyondLong));
    Statistics.coverage(sums -> sums.check(true).percentage(share -> share > 5));
    assertThat(totals.rows()).isEqualTo(all.size());
    assertThat(totals.currencies()).containsOnlyKeys(byCurrency.keySet());
    byCurrency.forEach(
        (currency, records) -> {
          CurrencyTotals actual = totals.currencies().get(currency);
          assertThat(actual.all()).isEqualTo(sum(records));
          assertThat(actual.byStatus()).isEqualTo(sums(records, one -> one.entry().status()));
          assertThat(actual.byMonth()).isEqualTo(sums(records, one -> one.entry().month()));
          assertThat(actual.largest())
              .extracting(LargeRecord::row, LargeRecord::amount, LargeRecord::id)
              .containsExactlyElementsOf(largest(records));
        });
  }

  @Example
  void countAGroupForEachStatusAndEachMonthAndForEachOfACurrency() {
    ColumnTotals totals =
        columns(
            List.of(
                List.of(entry("EUR", "a", MARCH_2021), entry("EUR", "b", MARCH_2021)),
                List.of(entry("EUR", "b", MARCH_2021 + 1), entry("USD", "b", MARCH_2021))));

    assertThat(totals.groups()).isEqualTo(2 + 2 + (1 + 2 + 2) + (1 + 1 + 1));
  }

  @Example
  void areCompleteWithMoreGroupsThanAPageHasRoomFor() {
    List<Entry> entries =
        IntStream.range(0, 2000).mapToObj(i -> entry("EUR", "s" + i % 1000, MARCH_2021)).toList();

    RecordsTotals totals = totals(List.of(entries));

    assertThat(totals.currencies().get("EUR").byStatus())
        .hasSize(1000)
        .allSatisfy((status, amounts) -> assertThat(amounts.count()).isEqualTo(2));
    assertThat(totals.currencies().get("EUR").all().sum()).isEqualTo(BigDecimal.valueOf(2000));
  }

  @Example
  void truncateALongText() {
    ColumnTotals columns = new ColumnTotals(SHAPE);
    ColumnTally page = new ColumnTally(SHAPE);
    byte[] row = row("🌍".repeat(121), entry("EUR", "a", MARCH_2021));
    add(page, entry("EUR", "a", MARCH_2021), 0, row.length);
    columns.add(page, row);
    RecordsTotals totals = RecordsTotals.of(columns);

    assertThat(totals.currencies().get("EUR").largest())
        .extracting(LargeRecord::id)
        .containsExactly("🌍".repeat(119) + "…");
  }

  @Provide
  Arbitrary<List<List<Entry>>> pages() {
    Arbitrary<Entry> entry =
        Combinators.combine(
                Arbitraries.of("EUR", "EUR", "JPY", "ZZZ"),
                Arbitraries.of("settled", "pending", "é"),
                Arbitraries.of(MARCH_2021, MARCH_2021 + 1, 12 * 9999 + 11, 0),
                amount())
            .as(Entry::new);
    return entry.list().ofMaxSize(40).list().ofMaxSize(4);
  }

  /** Amounts with many equal values, and some whose sum exceeds a long. */
  private static Arbitrary<BigDecimal> amount() {
    Arbitrary<BigDecimal> small =
        Combinators.combine(
                Arbitraries.integers().between(-20, 20), Arbitraries.integers().between(0, 3))
            .as((value, zeros) -> BigDecimal.valueOf(value).setScale(zeros));
    Arbitrary<BigDecimal> any =
        Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(0, 18))
            .as(BigDecimal::valueOf);
    Arbitrary<BigDecimal> near18Digits =
        Arbitraries.longs()
            .between(999_999_999_999_999_900L, 999_999_999_999_999_999L)
            .map(value -> BigDecimal.valueOf(value, 2));
    Arbitrary<BigDecimal> beyondLong =
        Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(0, 25))
            .as(BigDecimal::new);
    return Arbitraries.oneOf(small, any, near18Digits, near18Digits, beyondLong);
  }

  private static RecordsTotals totals(List<List<Entry>> pages) {
    return RecordsTotals.of(columns(pages));
  }

  private static ColumnTotals columns(List<List<Entry>> pages) {
    ColumnTotals totals = new ColumnTotals(SHAPE);
    long row = 1;
    for (List<Entry> entries : pages) {
      ColumnTally page = new ColumnTally(SHAPE);
      ByteArrayOutputStream csv = new ByteArrayOutputStream();
      for (Entry entry : entries) {
        int from = csv.size();
        csv.writeBytes(row("r" + row++, entry));
        add(page, entry, from, csv.size());
      }
      totals.add(page, csv.toByteArray());
    }
    return totals;
  }

  /** Adds an amount as the parser does: up to 18 digits as a long. */
  private static void add(ColumnTally page, Entry entry, int from, int to) {
    if (!isAddedByGroup(page, entry, from, to)) {
      addByText(page, entry, from, to);
    }
  }

  /** Only some records are added by group, as some have long values. */
  private static boolean isAddedByGroup(ColumnTally page, Entry entry, int from, int to) {
    BigDecimal amount = entry.amount();
    if (!isLong(amount) || entry.status().equals("pending")) {
      return false;
    }
    long[] key = {word(entry.status()), word(month(entry)), word(entry.currency()), amount.scale()};
    long[] unscaled = {amount.unscaledValue().longValueExact()};
    return page.add(key, unscaled, from, to);
  }

  private static long word(String text) {
    return ByteBuffer.wrap(Arrays.copyOf(utf8(text), Long.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  private static boolean isLong(BigDecimal amount) {
    return amount.precision() <= 18 && amount.scale() <= 18;
  }

  private static String month(Entry entry) {
    return "%04d-%02d".formatted(entry.month() / 12, entry.month() % 12 + 1);
  }

  private static void addByText(ColumnTally page, Entry entry, int from, int to) {
    page.begin();
    page.value(0, utf8(entry.status()), 0, utf8(entry.status()).length);
    byte[] month = utf8(month(entry));
    page.value(1, month, 0, month.length);
    int unit = page.unit(0, utf8(entry.currency()), 0, utf8(entry.currency()).length);
    BigDecimal amount = entry.amount();
    if (isLong(amount)) {
      long unscaled = amount.unscaledValue().longValueExact();
      page.add(0, unit, unscaled, amount.scale(), from, to);
    } else {
      page.add(0, unit, amount, from, to);
    }
  }

  private static byte[] row(String id, Entry entry) {
    return "%s,c,2021-03-04T05:06:07Z,%s,%s,%s,\"A, B\",\r\n"
        .formatted(id, entry.amount().toPlainString(), entry.currency(), entry.status())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Entry entry(String currency, String status, int month) {
    return new Entry(currency, status, month, BigDecimal.ONE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Numbered> numbered(List<List<Entry>> pages) {
    List<Numbered> all = new ArrayList<>();
    pages.forEach(page -> page.forEach(entry -> all.add(new Numbered(all.size() + 1, entry))));
    return all;
  }

  private static boolean isBeyondLong(List<Numbered> records) {
    return sum(records).sum().unscaledValue().bitLength() > 63;
  }

  private static <K> Map<K, Amounts> sums(List<Numbered> records, Function<Numbered, K> key) {
    Map<K, Amounts> sums = new java.util.HashMap<>();
    records.stream().collect(groupingBy(key)).forEach((group, of) -> sums.put(group, sum(of)));
    return sums;
  }

  private static Amounts sum(List<Numbered> records) {
    Comparator<BigDecimal> byScale = comparing(BigDecimal::scale);
    return new Amounts(
        records.size(),
        records.stream().map(Numbered::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
        records.stream()
            .map(Numbered::amount)
            .min(Comparator.<BigDecimal>naturalOrder().thenComparing(byScale.reversed()))
            .orElseThrow(),
        records.stream()
            .map(Numbered::amount)
            .max(Comparator.<BigDecimal>naturalOrder().thenComparing(byScale))
            .orElseThrow());
  }

  private static List<org.assertj.core.groups.Tuple> largest(List<Numbered> records) {
    return records.stream()
        .sorted(
            comparing((Numbered one) -> one.amount().abs(), naturalOrder())
                .reversed()
                .thenComparing(Numbered::row))
        .limit(UnitTotals.LARGEST)
        .map(one -> org.assertj.core.groups.Tuple.tuple(one.row(), one.amount(), "r" + one.row()))
        .toList();
  }
}
