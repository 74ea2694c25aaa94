package dev.errand.worker.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.worker.tally.Totals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * The fast parser gives the result of the general parser or rejects the page. It accepts every page
 * in canonical form. Seeded faults: a fast parser that rejects every string with an escape, or
 * white space before a value.
 */
class PageParsersTest {

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void theFastParserAcceptsEveryCanonicalPage(
      @ForAll("canonicalPage") String text, @ForAll("text") String id) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    long time = SortKey.time(2020, 1, 31, 0, 0, 0);
    for (SortKey after : List.of(SortKey.START, new SortKey(time, 0, id))) {
      Optional<Page> fast = fast(json, after);
      Optional<Page> general = general(json, after);

      assertThat(fast.isPresent()).isEqualTo(general.isPresent());
      fast.ifPresent(page -> assertSame(page, general));
    }
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void bothParsersGiveTheSameResultForAnyPage(@ForAll("anyPage") String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    Optional<Page> fast = fast(json, SortKey.START);
    requireShareAccepted(fast, 20);
    fast.ifPresent(page -> assertSame(page, general(json, SortKey.START)));
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void bothParsersGiveTheSameResultForInvalidUtf8(
      @ForAll("canonicalPage") String text, @ForAll int place, @ForAll byte with) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    json[Math.floorMod(place, json.length)] = with;
    Optional<Page> fast = fast(json, SortKey.START);
    requireShareAccepted(fast, 1);
    fast.ifPresent(page -> assertSame(page, general(json, SortKey.START)));
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void theFastParserRejectsATruncatedPage(
      @ForAll("canonicalPage") String text, @ForAll boolean spaced) {
    byte[] json =
        (spaced ? text.replace("\":", "\":" + " ".repeat(100)) : text)
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < json.length; length++) {
      Bytes body = new Bytes(length);
      body.append(json, 0, length);

      assertThat(
              new FastPageParser(GeneratedPages.QUERY, body, SortKey.START, new Bytes(0)).parse())
          .isEmpty();
    }
  }

  private static void requireShareAccepted(Optional<Page> fast, double percent) {
    Statistics.collect(fast.isPresent());
    Statistics.coverage(outcomes -> outcomes.check(true).percentage(share -> share > percent));
  }

  private static Optional<Page> fast(byte[] json, SortKey after) {
    // bytes of the array after the body must have no effect
    Bytes body = new Bytes(json.length + 4096);
    Arrays.fill(body.array(), (byte) '}');
    body.append(json);
    return new FastPageParser(GeneratedPages.QUERY, body, after, new Bytes(0)).parse();
  }

  private static Optional<Page> general(byte[] json, SortKey after) {
    Bytes body = new Bytes(0);
    body.append(json);
    try {
      return Optional.of(
          new GeneralPageParser(GeneratedPages.QUERY).parse(body, after, new Bytes(0)));
    } catch (InvalidPageException e) {
      return Optional.empty();
    }
  }

  private static void assertSame(Page fast, Optional<Page> general) {
    assertThat(general)
        .as("the fast parser accepts a page that the general parser rejects")
        .isPresent();
    Page same = general.get();
    assertThat(text(fast.csv())).isEqualTo(text(same.csv()));
    assertThat(fast.last()).isEqualTo(same.last());
    assertThat(fast.nextCursor()).isEqualTo(same.nextCursor());
    assertThat(fast.total()).isEqualTo(same.total());
    assertThat(totals(fast)).isEqualTo(totals(same));
  }

  @Example
  void theFastParserWritesTheRowOfACanonicalRecord() {
    String record =
        """
        {"id":"0f8b1c6e-3d5a-4b2f-9c7d-8e6a5f4b3c2d","client_id":"%s",\
        "booked_at":"2020-03-04T05:06:07Z","amount":"-12.34","currency":"EUR",\
        "status":"pending","counterparty":"M\u00fcller, \\"A\\" & S\\u00f6hne","description":"=1"}"""
            .formatted(GeneratedPages.CLIENT);
    Bytes csv = new Bytes(0);

    Optional<Page> page =
        new FastPageParser(
                GeneratedPages.QUERY,
                body("{\"records\":[" + record + "],\"next_cursor\":null,\"total\":1}"),
                SortKey.START,
                csv)
            .parse();

    assertThat(page).isPresent();
    assertThat(text(csv))
        .isEqualTo(
            "0f8b1c6e-3d5a-4b2f-9c7d-8e6a5f4b3c2d,%s,2020-03-04T05:06:07Z,-12.34,EUR,pending,"
                    .formatted(GeneratedPages.CLIENT)
                + "\"M\u00fcller, \"\"A\"\" & S\u00f6hne\",'=1\r\n");
  }

  @Example
  void anErrorNamesTheFieldAndNotItsValue() {
    assertThatThrownBy(
            () ->
                new PageParser(GeneratedPages.QUERY, why -> {})
                    .parse(
                        body(
                            "{\"records\":[{\"id\":\"secret\"}],\"next_cursor\":null,\"total\":1}"),
                        SortKey.START,
                        new Bytes(0)))
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
    return net.jqwik.api.Arbitraries.strings().ofMaxLength(3);
  }

  private static Totals totals(Page page) {
    Totals totals = new Totals();
    totals.add(page.tally(), page.csv().array());
    return totals;
  }

  private static Bytes body(String text) {
    Bytes body = new Bytes(0);
    body.append(text.getBytes(StandardCharsets.UTF_8));
    return body;
  }

  private static String text(Bytes bytes) {
    return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
  }
}
