package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptTest {

  @Property
  void readsItsExecutionNameBack(
      @ForAll("ulids") String ulid, @ForAll @IntRange(min = 1, max = 999_999) int number) {
    Attempt attempt = new Attempt(new ReportId(ulid), number);

    assertThat(Attempt.fromExecutionName(attempt.executionName())).isEqualTo(attempt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client-a-report",
        "report-7",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV-0",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV-x",
        "01arz3ndektsv4rrffq69g5fav-1"
      })
  void takesANameGivenByHandAsTheFirstAttemptOfAReportOfThatName(String name) {
    assertThat(Attempt.fromExecutionName(name)).isEqualTo(Attempt.first(new ReportId(name)));
  }

  @Property
  void readsAnyNameBackThatStepFunctionsAllows(@ForAll("names") String name) {
    assertThat(Attempt.fromExecutionName(name).executionName()).isEqualTo(name);
  }

  @Test
  void takesABareUlidAsAnAttemptBeforeTheFirst() {
    ReportId id = new ReportId("01ARZ3NDEKTSV4RRFFQ69G5FAV");

    assertThat(Attempt.fromExecutionName(id.value())).isEqualTo(new Attempt(id, 0));
    assertThat(new Attempt(id, 0).next()).isEqualTo(Attempt.first(id));
  }

  @Test
  void endsAtTheLastNumberThatANameHasRoomFor() {
    Attempt last = Attempt.fromExecutionName("01ARZ3NDEKTSV4RRFFQ69G5FAV-999999");

    assertThat(last.hasNext()).isFalse();
    assertThatThrownBy(last::next).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsOn() {
    ReportId id = new ReportId("01ARZ3NDEKTSV4RRFFQ69G5FAV");

    assertThat(Attempt.first(id).next().executionName()).isEqualTo(id + "-2");
  }

  @Test
  void hasNoSecondAttemptForAReportThatWasStartedByHand() {
    Attempt byHand = Attempt.fromExecutionName("client-a-report");

    assertThatThrownBy(byHand::next).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a:b", "a\u0000b", "<a>", "a#b"})
  void refusesWhatStepFunctionsRefusesInAName(String name) {
    assertThatThrownBy(() -> Attempt.fromExecutionName(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        ulids(),
        Combinators.combine(ulids(), Arbitraries.integers().between(0, 2_000_000))
            .as((ulid, number) -> ulid + "-" + number),
        Arbitraries.strings()
            .withChars("aZ09-_.()!+='@\u00e9\u4e2d")
            .ofMinLength(1)
            .ofMaxLength(80));
  }

  @Provide
  Arbitrary<String> ulids() {
    return Arbitraries.strings()
        .withChars("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        .ofLength(25)
        .map(tail -> "0" + tail);
  }
}
