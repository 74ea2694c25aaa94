package dev.errand.worker.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.worker.tally.Totals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The byte lane gives what the general lane gives, or leaves the page to it. */
class LanesTest {

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void giveTheSameForAnyPage(@ForAll("anyPage") String text) {
    compare(text.getBytes(StandardCharsets.UTF_8), Position.START, 10);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void giveTheSameForBrokenUtf8(
      @ForAll("usualPage") String text, @ForAll int place, @ForAll byte with) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    body[Math.floorMod(place, body.length)] = with;
    compare(body, Position.START, 0.2);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void giveTheSameAfterAnotherPage(@ForAll("usualPage") String text, @ForAll("text") String id) {
    long time = Position.time(2020, 1, 31, 0, 0, 0);
    compare(text.getBytes(StandardCharsets.UTF_8), new Position(time, 0, id), 15);
  }

  private static void compare(byte[] json, Position after, double shareTaken) {
    // what the array holds beyond the body must not matter
    Bytes body = new Bytes(json.length + 4096);
    Arrays.fill(body.array(), (byte) '}');
    body.append(json);
    Bytes fastCsv = new Bytes(0);
    Optional<Page> fast = ByteLane.parse(GeneratedPages.RULES, body, after, fastCsv);
    Statistics.collect(fast.isPresent());
    Statistics.coverage(lanes -> lanes.check(true).percentage(share -> share > shareTaken));
    if (fast.isEmpty()) {
      return;
    }
    Page general;
    try {
      general = new GeneralLane(GeneratedPages.RULES).parse(body, after, new Bytes(0));
    } catch (RefusedPage e) {
      throw new AssertionError("the byte lane takes what the general lane refuses", e);
    }
    assertThat(text(fastCsv)).isEqualTo(text(general.csv()));
    assertThat(fast.get().last()).isEqualTo(general.last());
    assertThat(fast.get().nextCursor()).isEqualTo(general.nextCursor());
    assertThat(fast.get().total()).isEqualTo(general.total());
    assertThat(totals(fast.get())).isEqualTo(totals(general));
  }

  @Example
  void theByteLaneTakesTheUsualForm() {
    String record =
        """
        {"id":"0f8b1c6e-3d5a-4b2f-9c7d-8e6a5f4b3c2d","client_id":"%s",\
        "booked_at":"2020-03-04T05:06:07Z","amount":"-12.34","currency":"EUR",\
        "status":"pending","counterparty":"M\u00fcller, \\"A\\" & S\\u00f6hne","description":"=1"}"""
            .formatted(GeneratedPages.CLIENT);
    Bytes csv = new Bytes(0);

    Optional<Page> page =
        ByteLane.parse(
            GeneratedPages.RULES,
            body("{\"records\":[" + record + "],\"next_cursor\":null,\"total\":1}"),
            Position.START,
            csv);

    assertThat(page).isPresent();
    assertThat(text(csv))
        .isEqualTo(
            "0f8b1c6e-3d5a-4b2f-9c7d-8e6a5f4b3c2d,%s,2020-03-04T05:06:07Z,-12.34,EUR,pending,"
                    .formatted(GeneratedPages.CLIENT)
                + "\"M\u00fcller, \"\"A\"\" & S\u00f6hne\",'=1\r\n");
  }

  @Example
  void refusalsNameTheFieldAndNotItsValue() {
    assertThatThrownBy(
            () ->
                new PageParser(GeneratedPages.RULES)
                    .parse(
                        body(
                            "{\"records\":[{\"id\":\"secret\"}],\"next_cursor\":null,\"total\":1}"),
                        Position.START,
                        new Bytes(0)))
        .isInstanceOf(RefusedPage.class)
        .hasMessage("client_id of a record is missing");
  }

  @Provide
  Arbitrary<String> anyPage() {
    return GeneratedPages.any();
  }

  @Provide
  Arbitrary<String> usualPage() {
    return GeneratedPages.usual();
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
