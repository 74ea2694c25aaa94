package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Property
  void keepsEachExecutionInAFolderOfItsOwnThatIsSafeInKeysAndFileSystems(
      @ForAll("names") String name,
      @ForAll("names") String other,
      @ForAll @LongRange(max = 9_999_999_999L) long second,
      @ForAll @LongRange(max = 9_999_999_999L) long otherSecond) {
    ExecutionId execution = execution(name, second);

    assertThat(execution.folder()).matches("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?/\\d+-\\d+");
    assertThat(execution.folder().split("/", -1)).allMatch(part -> part.length() <= 80);
    assertThat(execution.folder().equals(execution(other, otherSecond).folder()))
        .isEqualTo(name.equals(other) && second == otherSecond);
  }

  @ParameterizedTest
  @CsvSource({
    "01ARZ3NDEKTSV4RRFFQ69G5FAV-2, 01ARZ3NDEKTSV4RRFFQ69G5FAV/2-1795514400",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV, 01ARZ3NDEKTSV4RRFFQ69G5FAV/0-1795514400",
    "client-a-report, client-a-report/1-1795514400",
    "'..', _5ec1f7e700f37c3d0b2981d04855fc34b94aaa15457b05ca571817442d228f81/1-1795514400"
  })
  void keepsAnExecutionInTheFolderOfItsNameAndStart(String name, String folder) {
    assertThat(execution(name, 1_795_514_400).folder()).isEqualTo(folder);
  }

  private static ExecutionId execution(String name, long second) {
    return new ExecutionId(
        Attempt.fromExecutionName(name), Instant.ofEpochSecond(second).plusMillis(412));
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
        Arbitraries.of(".", "..", "...", "_", "-", "con.", ".hidden"),
        Arbitraries.strings().withChars("aZ09-_.").ofMinLength(1).ofMaxLength(80),
        codePoints().list().ofMinSize(1).ofMaxSize(80).map(AttemptTest::text));
  }

  /** Characters that Step Functions allows, of one to four bytes in UTF-8. */
  private static Arbitrary<Integer> codePoints() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0x21, 0x7e),
            Arbitraries.integers().between(0xa0, 0xffff),
            Arbitraries.integers().between(0x10000, 0x10ffff))
        .filter(codePoint -> ReportId.isValid(Character.toString(codePoint)));
  }

  private static String text(List<Integer> codePoints) {
    return codePoints.stream().map(Character::toString).collect(Collectors.joining());
  }

  @Provide
  Arbitrary<String> ulids() {
    return Arbitraries.strings()
        .withChars("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        .ofLength(25)
        .map(tail -> "0" + tail);
  }
}
