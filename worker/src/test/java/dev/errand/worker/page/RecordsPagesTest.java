package dev.errand.worker.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.worker.job.RecordsType;
import dev.errand.worker.page.GeneralPageParser.GeneralPage;
import dev.errand.worker.page.RecordWriter.Entry;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.type.DeclaredType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Pages of the type {@code records} give what another parser gives, byte for byte, whatever the
 * order and the form of their fields.
 */
class RecordsPagesTest {

  private static final DeclaredType TYPE = RecordsType.withPageSize(5000);
  private static final DeclaredType SAME_TYPE = RecordsType.named("same");
  private static final TimeRange RANGE =
      TimeRange.of(
          GeneratedPages.FIRST.atStartOfDay(), GeneratedPages.LAST.plusDays(1).atStartOfDay());

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void everyCanonicalPageIsParsed(@ForAll("canonicalPage") String text, @ForAll("text") String id) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    long time = TimeText.number(2020, 1, 31, 0, 0, 0);
    for (SortKey after : List.of(SortKey.START, new SortKey(time, 0, id))) {
      Optional<GeneralPage> other = other(json, after);
      for (DeclaredType type : List.of(TYPE, SAME_TYPE)) {
        Optional<ParsedPage> page = parse(type, json, after);

        assertThat(page.isPresent()).isEqualTo(other.isPresent());
        other.ifPresent(expected -> assertSame(page.orElseThrow(), expected));
      }
    }
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void everyPageThatTheOtherParserAcceptsIsParsed(@ForAll("anyPage") String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    Optional<GeneralPage> other = other(json, SortKey.START);
    Statistics.collect(other.isPresent());
    Statistics.coverage(outcomes -> outcomes.check(true).percentage(share -> share > 20));
    for (DeclaredType type : List.of(TYPE, SAME_TYPE)) {
      other.ifPresent(
          expected -> assertSame(parse(type, json, SortKey.START).orElseThrow(), expected));
    }
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void aTruncatedPageIsRefused(@ForAll("canonicalPage") String text, @ForAll boolean spaced) {
    byte[] json =
        (spaced ? text.replace("\":", "\":" + " ".repeat(100)) : text)
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < json.length; length++) {
      assertThat(parse(TYPE, Arrays.copyOf(json, length), SortKey.START)).isEmpty();
    }
  }

  @Example
  void aRowHasTheValuesOfItsRecord() {
    String record =
        """
        {"id":"0f8b1c6e-3d5a-4b2f-9c7d-8e6a5f4b3c2d","client_id":"%s",\
        "booked_at":"2020-03-04T05:06:07Z","amount":"-12.34","currency":"EUR",\
        "status":"pending","counterparty":"M\u00fcller, \\"A\\" & S\\u00f6hne","description":"=1"}"""
            .formatted(GeneratedPages.CLIENT.toString().toUpperCase(java.util.Locale.ROOT));

    ParsedPage page =
        parse(
                TYPE,
                ("{\"records\":[" + record + "],\"next_cursor\":null,\"total\":1}")
                    .getBytes(StandardCharsets.UTF_8),
                SortKey.START)
            .orElseThrow();

    assertThat(text(page.csv()))
        .isEqualTo(
            "0f8b1c6e-3d5a-4b2f-9c7d-8e6a5f4b3c2d,%s,2020-03-04T05:06:07Z,-12.34,EUR,pending,"
                    .formatted(GeneratedPages.CLIENT)
                + "\"M\u00fcller, \"\"A\"\" & S\u00f6hne\",'=1\r\n");
  }

  @Example
  void anErrorNamesTheFieldAndNotItsValue() {
    Bytes body =
        body(
            "{\"records\":[{\"id\":\"secret\"}],\"next_cursor\":null,\"total\":1}"
                .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> parser(TYPE).parse(body, List.of(), new Bytes(0)))
        .isInstanceOf(InvalidPageException.class)
        .hasMessage("client_id of a record is missing");
  }

  @Provide
  Arbitrary<String> anyPage() {
    return GeneratedPages.any();
  }

  @Provide
  Arbitrary<String> canonicalPage() {
    return GeneratedPages.canonical();
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings().ofMaxLength(3);
  }

  private static Optional<ParsedPage> parse(DeclaredType type, byte[] json, SortKey after) {
    try {
      return Optional.of(
          parser(type)
              .parse(
                  body(json),
                  after.equals(SortKey.START) ? List.of() : after.values(),
                  new Bytes(0)));
    } catch (InvalidPageException e) {
      return Optional.empty();
    }
  }

  private static PageParser parser(DeclaredType type) {
    List<Optional<String>> expected =
        TYPE.columns().stream()
            .map(
                column ->
                    column
                        .equalTo()
                        .filter("filter.client_id"::equals)
                        .map(field -> GeneratedPages.CLIENT.toString()))
            .toList();
    return new PageParser(type, expected, Optional.of(RANGE), Optional.empty());
  }

  private static Optional<GeneralPage> other(byte[] json, SortKey after) {
    try {
      return Optional.of(new GeneralPageParser(GeneratedPages.QUERY).parse(body(json), after));
    } catch (InvalidPageException e) {
      return Optional.empty();
    }
  }

  private static void assertSame(ParsedPage page, GeneralPage expected) {
    assertThat(text(page.csv())).isEqualTo(expected.csv());
    if (!expected.entries().isEmpty()) {
      assertThat(page.last()).isEqualTo(expected.last().values());
    }
    assertThat(page.next()).isEqualTo(expected.nextCursor());
    assertThat(page.total()).hasValue(expected.total());
    ColumnTotals totals = new ColumnTotals(PageParser.shape(TYPE));
    totals.add(page.tally(), page.csv().array());
    assertThat(totals.rows()).isEqualTo(expected.entries().size());
    assertThat(totals.counts())
        .containsExactly(
            new TreeMap<>(counts(expected.entries(), Entry::status)),
            new TreeMap<>(counts(expected.entries(), Entry::month)));
    Map<String, BigDecimal> sums = new TreeMap<>();
    totals.measures().get(0).forEach((code, of) -> sums.put(code, of.all().sum()));
    assertThat(sums)
        .isEqualTo(
            expected.entries().stream()
                .collect(Collectors.toMap(Entry::currency, Entry::amount, BigDecimal::add)));
  }

  private static Map<String, Long> counts(List<Entry> entries, Function<Entry, String> by) {
    return entries.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  /** Bytes of the array after the body must have no effect. */
  private static Bytes body(byte[] json) {
    Bytes body = new Bytes(json.length + 4096);
    Arrays.fill(body.array(), (byte) '}');
    body.append(json);
    return body;
  }

  private static String text(Bytes bytes) {
    return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
  }
}
