package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SplitTest {

  @Property
  void theWindowsCoverEachDayOnceInOrder(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 999_999_999_999_999_999L) long total,
      @ForAll @IntRange(min = 1, max = 20_000) int recordsInWindow,
      @ForAll @IntRange(min = 1, max = 32) int connections) {
    Split split = Split.of(days, total, recordsInWindow, connections);

    assertThat(split.first(0)).isZero();
    assertThat(lengths(split)).allSatisfy(length -> assertThat(length).isPositive());
    assertThat(split.first(split.count())).isEqualTo(days);
  }

  @Property
  void noWindowIsLongerThanTheOneBeforeIt(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 100_000_000) long total,
      @ForAll @IntRange(min = 1, max = 32) int connections) {
    Split split = Split.of(days, total, 20_000, connections);

    assertThat(lengths(split).stream().map(length -> -length)).isSorted();
  }

  @Property
  void longWindowsAreAsLongAsTheyCanBeWithoutMoreRecordsThanTheyShouldHold(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 100_000_000) long total,
      @ForAll @IntRange(min = 1, max = 20_000) int recordsInWindow) {
    int inWindow = Split.of(days, total, recordsInWindow, 1).longLength();

    assertThat(inWindow).isBetween(1, days);
    if (inWindow > 1) {
      assertThat(inWindow * total).isLessThanOrEqualTo((long) recordsInWindow * days);
    }
    if (inWindow < days) {
      assertThat((inWindow + 1) * total).isGreaterThan((long) recordsInWindow * days);
    }
  }

  @Property
  void theLongWindowsAreAMultipleOfTheConnectionsAndTheShortOnesAtMostOneMore(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(min = 20_001, max = 100_000_000) long total,
      @ForAll @IntRange(min = 1, max = 32) int connections) {
    Split split = Split.of(days, total, 20_000, connections);

    assertThat(split.longCount() % connections).isZero();
    assertThat(split.count() - split.longCount()).isBetween(0, connections + 1);
  }

  @Example
  void aMillionRecordsOfAYearTakeAWindowForEachWeekAndShorterOnesAtTheEnd() {
    assertThat(lengths(Split.of(365, 1_000_000, 20_000, 12)))
        .startsWith(7, 7)
        .endsWith(7, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2)
        .hasSize(48 + 10);
  }

  @Example
  void fewRecordsTakeOneWindow() {
    assertThat(Split.of(365, 20_000, 20_000, 4).count()).isEqualTo(1);
    assertThat(Split.of(365, 0, 20_000, 4).count()).isEqualTo(1);
  }

  private static List<Integer> lengths(Split split) {
    return IntStream.range(0, split.count())
        .mapToObj(index -> split.first(index + 1) - split.first(index))
        .toList();
  }
}
