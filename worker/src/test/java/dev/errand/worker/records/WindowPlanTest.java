package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Filter;
import dev.errand.worker.page.PageRules;
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
      @ForAll @IntRange(min = 1, max = 20_000) int recordsInWindow) {
    Filter filter = filter(LocalDate.ofEpochDay(firstDay), days);
    WindowPlan plan = WindowPlan.of(filter, total, recordsInWindow);

    LocalDate next = filter.startDate();
    for (PageRules window : windows(plan)) {
      assertThat(window.firstDay()).isEqualTo(next);
      assertThat(window.lastDay()).isAfterOrEqualTo(next);
      next = window.lastDay().plusDays(1);
    }
    assertThat(next).isEqualTo(filter.endDate().plusDays(1));
  }

  @Property
  void allWindowsButTheLastHaveEquallyManyDaysAndTheLastHasNoMore(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 100_000_000) long total) {
    List<PageRules> windows = windows(WindowPlan.of(filter(LocalDate.EPOCH, days), total, 20_000));

    List<Long> lengths = windows.stream().map(WindowPlanTest::days).toList();
    assertThat(lengths.subList(0, lengths.size() - 1)).allMatch(lengths.get(0)::equals);
    assertThat(lengths.get(lengths.size() - 1)).isBetween(1L, lengths.get(0));
  }

  @Property
  void windowsAreAsLongAsTheyCanBeWithoutMoreRecordsThanTheyShouldHold(
      @ForAll @IntRange(min = 1, max = 4000) int days,
      @ForAll @LongRange(max = 100_000_000) long total,
      @ForAll @IntRange(min = 1, max = 20_000) int recordsInWindow) {
    int inWindow = WindowPlan.of(filter(LocalDate.EPOCH, days), total, recordsInWindow).days();

    assertThat(inWindow).isBetween(1, days);
    if (inWindow > 1) {
      assertThat(inWindow * total).isLessThanOrEqualTo((long) recordsInWindow * days);
    }
    if (inWindow < days) {
      assertThat((inWindow + 1) * total).isGreaterThan((long) recordsInWindow * days);
    }
  }

  @Example
  void aMillionRecordsOfAYearTakeAWindowForEachWeek() {
    WindowPlan plan = WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 1_000_000, 20_000);

    assertThat(plan.days()).isEqualTo(7);
    assertThat(plan.count()).isEqualTo(53);
    assertThat(plan.window(52).lastDay()).isEqualTo(LocalDate.of(2021, 12, 31));
  }

  @Example
  void fewRecordsTakeOneWindow() {
    assertThat(WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 20_000, 20_000).count())
        .isEqualTo(1);
    assertThat(WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 0, 20_000).count())
        .isEqualTo(1);
  }

  @Example
  void eachWindowAsksForTheSameClientAndStatus() {
    WindowPlan plan = WindowPlan.of(filter(LocalDate.of(2021, 1, 1), 365), 1_000_000, 20_000);

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

  private static List<PageRules> windows(WindowPlan plan) {
    return IntStream.range(0, plan.count()).mapToObj(plan::window).toList();
  }

  private static long days(PageRules window) {
    return ChronoUnit.DAYS.between(window.firstDay(), window.lastDay()) + 1;
  }
}
