package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Filter;
import dev.errand.worker.page.RecordsQuery;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WindowPlanTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");

  @Property
  void theWindowsCoverEachDayOnceInOrder(
      @ForAll @IntRange(max = 20_000) int firstDay,
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 999_999_999_999_999_999L) long total,
      @ForAll @IntRange(min = 1, max = 20_000) int recordsInWindow,
      @ForAll @IntRange(min = 1, max = 32) int connections) {
    Filter filter = filter(LocalDate.ofEpochDay(firstDay), days);
    WindowPlan plan = WindowPlan.of(filter, total, recordsInWindow, connections);

    LocalDate next = filter.startDate();
    for (RecordsQuery window : windows(plan)) {
      assertThat(window.firstDay()).isEqualTo(next);
      assertThat(window.lastDay()).isAfterOrEqualTo(next);
      next = window.lastDay().plusDays(1);
    }
    assertThat(next).isEqualTo(filter.endDate().plusDays(1));
  }

  @Property
  void noWindowIsLongerThanTheOneBeforeIt(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 100_000_000) long total,
      @ForAll @IntRange(min = 1, max = 32) int connections) {
    WindowPlan plan = WindowPlan.of(filter(LocalDate.EPOCH, days), total, 20_000, connections);

    assertThat(windows(plan).stream().map(window -> -days(window))).isSorted();
  }

  @Property
  void longWindowsAreAsLongAsTheyCanBeWithoutMoreRecordsThanTheyShouldHold(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 100_000_000) long total,
      @ForAll @IntRange(min = 1, max = 20_000) int recordsInWindow) {
    int inWindow =
        WindowPlan.of(filter(LocalDate.EPOCH, days), total, recordsInWindow, 1)
            .split()
            .longLength();

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
    WindowPlan plan = WindowPlan.of(filter(LocalDate.EPOCH, days), total, 20_000, connections);

    assertThat(plan.split().longCount() % connections).isZero();
    assertThat(plan.count() - plan.split().longCount()).isBetween(0, connections + 1);
  }

  @Example
  void aMillionRecordsOfAYearTakeAWindowForEachWeekAndShorterOnesAtTheEnd() {
    WindowPlan plan = WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 1_000_000, 20_000, 12);

    assertThat(windows(plan).stream().map(WindowPlanTest::days))
        .startsWith(7L, 7L)
        .endsWith(7L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 2L)
        .hasSize(48 + 10);
    assertThat(plan.window(57).lastDay()).isEqualTo(LocalDate.of(2021, 12, 31));
  }

  @Example
  void fewRecordsTakeOneWindow() {
    assertThat(WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 20_000, 20_000, 4).count())
        .isEqualTo(1);
    assertThat(WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 0, 20_000, 4).count())
        .isEqualTo(1);
  }

  @Example
  void eachWindowHasTheSameClientAndStatus() {
    WindowPlan plan = WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 1_000_000, 20_000, 4);

    assertThat(windows(plan))
        .allSatisfy(
            window -> {
              assertThat(window.clientId()).isEqualTo(CLIENT);
              assertThat(window.status()).contains("pending");
            });
  }

  private static Filter filter(LocalDate first, int days) {
    return new Filter(CLIENT, first, first.plusDays(days - 1L), Optional.of("pending"));
  }

  private static List<RecordsQuery> windows(WindowPlan plan) {
    return IntStream.range(0, plan.count()).mapToObj(plan::window).toList();
  }

  private static long days(RecordsQuery window) {
    return ChronoUnit.DAYS.between(window.firstDay(), window.lastDay()) + 1;
  }
}
