package dev.errand.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.terminal.Table.Column;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Table REPORTS =
      new Table(
          List.of(
              Column.text("ID", "id"),
              Column.number("RECORDS", "records"),
              Column.time("CREATED", "created_at"),
              Column.text("NAME", "name")),
          List.of(List.of("a", "1000", "2026-11-24T10:00:00.120Z", "Payments of monday")));

  @Test
  void whereItFitsTimesAreWhole() {
    assertThat(REPORTS.lines(80, Style.PLAIN))
        .containsExactly(
            "ID  RECORDS  CREATED               NAME",
            "a     1,000  2026-11-24 10:00:00Z  Payments of monday");
  }

  @Test
  void whereItDoesNotFitTimesAreShorterAndThenTheLastColumn() {
    assertThat(REPORTS.lines(45, Style.PLAIN).get(1))
        .isEqualTo("a     1,000  11-24 10:00Z  Payments of monday");
    assertThat(REPORTS.lines(40, Style.PLAIN).get(1))
        .isEqualTo("a     1,000  11-24 10:00Z  Payments of …");
  }

  @Test
  void sentencesGoOnInTheNextLine() {
    Table fields =
        Table.ofFields(
            List.of(List.of("status", "FAILED"), List.of("reason", "The report request is wrong")));

    assertThat(fields.lines(30, Style.PLAIN))
        .containsExactly(
            "FIELD   VALUE", "status  FAILED", "reason  The report request is", "        wrong");
  }

  @Test
  void sentencesWithoutRoomBesideThemAreBelow() {
    Table checks =
        new Table(
            List.of(
                Column.text("", "state"), Column.text("FOUND", "found"), Column.prose("DO", "do")),
            List.of(
                List.of("ok", "17", ""),
                List.of("bad", "nothing answers there", "Start one, or name its folder")));

    assertThat(checks.lines(36, Style.PLAIN))
        .containsExactly(
            "     FOUND",
            "ok   17",
            "bad  nothing answers there",
            "    Start one, or name its folder");
  }

  @Property
  void wrappedLinesFitAndLeaveOutSpacesOnly(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 40) int columns) {
    List<String> lines = Text.wrap(Text.plain(text), columns);

    assertThat(lines).allMatch(line -> Text.width(line) <= columns);
    assertThat(withoutSpaces(String.join("", lines))).isEqualTo(withoutSpaces(Text.plain(text)));
  }

  private static int[] withoutSpaces(String text) {
    return text.codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
  }
}
