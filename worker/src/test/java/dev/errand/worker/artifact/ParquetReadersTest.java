package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.worker.type.DeclaredType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Another reader finds in the Parquet file what the CSV has. */
@AddLifecycleHook(Hyparquet.Installed.class)
class ParquetReadersTest {

  private static final String COLUMNS =
      """
      {"name": "text"},
      {"name": "note", "optional": true},
      {"name": "price", "type": "decimal", "precision": 18, "scale": 4},
      {"name": "rate", "type": "decimal", "precision": 5, "scale": 2},
      {"name": "free", "type": "decimal", "optional": true},
      {"name": "lines", "type": "integer", "optional": true},
      {"name": "paid", "type": "boolean", "optional": true},
      {"name": "day", "type": "date"},
      {"name": "at", "type": "timestamp", "optional": true}""";

  /** With a scale of 4, 2 and 18. */
  private record Decimals(BigDecimal price, BigDecimal rate, BigDecimal free) {}

  /** A row; an element that is null has no value. */
  private record Row(
      String text,
      String note,
      Decimals decimals,
      Long lines,
      Boolean paid,
      LocalDate day,
      Instant at) {

    /** The fields of the CSV. */
    String csv(char separator, char point, ZoneId zone) {
      return Arrays.asList(
              quoted(text),
              quoted(note),
              number(decimals.price(), point),
              number(decimals.rate(), point),
              number(decimals.free(), point),
              plain(lines),
              plain(paid),
              plain(day),
              at == null ? "" : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)))
          .stream()
          .collect(Collectors.joining(String.valueOf(separator), "", "\r\n"));
    }

    /** The numbers that Parquet stores. */
    List<String> stored() {
      return Arrays.asList(
          text,
          note,
          unscaled(decimals.price(), 4),
          unscaled(decimals.rate(), 2),
          unscaled(decimals.free(), 18),
          lines == null ? null : lines.toString(),
          paid == null ? null : paid.toString(),
          Long.toString(day.toEpochDay()),
          at == null
              ? null
              : BigInteger.valueOf(at.getEpochSecond())
                  .multiply(BigInteger.valueOf(1_000_000))
                  .add(BigInteger.valueOf(at.getNano() / 1000))
                  .toString());
    }

    private static String unscaled(BigDecimal number, int scale) {
      return number == null
          ? null
          : number.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toString();
    }

    private static String number(BigDecimal number, char point) {
      return number == null ? "" : number.toPlainString().replace('.', point);
    }

    private static String plain(Object value) {
      return value == null ? "" : value.toString();
    }

    /** As the CSV has it: with an apostrophe before a text like a formula. */
    private static String quoted(String text) {
      if (text == null) {
        return "";
      }
      String guarded = text.matches("(?s)'*[=+\\-@\\t\\r\\n].*") ? "'" + text : text;
      return '"' + guarded.replace("\"", "\"\"") + '"';
    }
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void theValuesAreExact(
      @ForAll("tables") List<Row> rows, @ForAll boolean hasSemicolons, @ForAll boolean isInBerlin)
      throws Exception {
    char separator = hasSemicolons ? ';' : ',';
    char point = hasSemicolons ? ',' : '.';
    ZoneId zone = isInBerlin ? ZoneId.of("Europe/Berlin") : ZoneOffset.UTC;
    StringBuilder csv = new StringBuilder(hasSemicolons ? "\uFEFF" : "").append("titles\r\n");
    rows.forEach(row -> csv.append(row.csv(separator, point, zone)));
    DeclaredType type =
        ParquetTableTest.type(
            COLUMNS, "{\"separator\": \"%s\", \"decimal\": \"%s\"}".formatted(separator, point));

    assertThat(read(type, csv.toString()))
        .containsExactlyElementsOf(rows.stream().map(Row::stored).toList());
  }

  private static List<List<String>> read(DeclaredType type, String csv) throws Exception {
    Path file = Files.createTempFile("report", ".parquet");
    try {
      write(type, csv, file);
      return Hyparquet.rows(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void write(DeclaredType type, String csv, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      new ParquetTable(type)
          .write(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), out, () -> {});
    }
  }

  @Provide
  Arbitrary<List<Row>> tables() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of("", "=1+1", "'=1", "'", "-", "\"", "a,b;c", "two\nlines", "株式会社"),
            Arbitraries.strings().ofMaxLength(30).filter(ParquetReadersTest::isText));
    Arbitrary<BigDecimal> prices =
        Combinators.combine(
                Arbitraries.longs().between(-99_999_999_999_999L, 99_999_999_999_999L),
                Arbitraries.integers().between(0, 4))
            .as(BigDecimal::valueOf);
    Arbitrary<BigDecimal> rates =
        Arbitraries.integers()
            .between(-99_999, 99_999)
            .map(number -> BigDecimal.valueOf(number, 2));
    Arbitrary<BigDecimal> large =
        Combinators.combine(
                Arbitraries.bigIntegers()
                    .between(BigInteger.TEN.pow(20).negate(), BigInteger.TEN.pow(20)),
                Arbitraries.integers().between(1, 18))
            .as(BigDecimal::new);
    Arbitrary<Instant> times =
        Combinators.combine(
                Arbitraries.longs().between(-62_135_596_800L, 253_402_214_400L),
                Arbitraries.of(0, 1, 999, 1000, 123_000_000, 999_999_999))
            .as(Instant::ofEpochSecond);
    Arbitrary<LocalDate> days =
        Arbitraries.longs().between(-719_162, 2_932_896).map(LocalDate::ofEpochDay);
    return Combinators.combine(
            texts,
            texts.injectNull(0.2),
            Combinators.combine(prices, rates, large.injectNull(0.2)).as(Decimals::new),
            Arbitraries.longs().injectNull(0.2),
            Arbitraries.of(true, false).injectNull(0.2),
            days,
            times.injectNull(0.2))
        .as(Row::new)
        .list()
        .ofMaxSize(300)
        .map(ArrayList::new);
  }

  /** Without lone surrogates, which no UTF-8 has. */
  private static boolean isText(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }
}
