package dev.errand.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.json.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReportLineTest {

  private static final String ID = "01JDF3T7C4V5N6P7Q8R9S0T1V2";
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final ReportLine line = ReportLine.withBars(Style.PLAIN);

  @Property
  void noLineIsLongerThanTheTerminal(
      @ForAll("reports") Json report, @ForAll @IntRange(min = 20, max = 250) int columns) {
    for (Style style : Style.values()) {
      String shown = ReportLine.withBars(style).of(report, OptionalLong.of(123_456), NOW, columns);

      assertThat(Text.width(shown.replaceAll("\u001B\\[[0-9;]*m", "")))
          .isLessThanOrEqualTo(columns);
      assertThat(shown).doesNotContain("\n", "\r");
    }
  }

  @Provide
  Arbitrary<Json> reports() {
    return Combinators.combine(
            Arbitraries.of("QUEUED", "RUNNING", "CANCELLING", "SUCCEEDED", "FAILED", "OTHER"),
            Arbitraries.strings().ofMaxLength(90),
            Arbitraries.longs().between(0, 9_000_000_000L),
            Arbitraries.longs().between(0, 9_000_000_000L),
            Arbitraries.of("starting", "reading", "finishing", "done", "株式会社山田商店".repeat(9)),
            Arbitraries.strings().ofMaxLength(200),
            Arbitraries.longs().between(-100, 1_000_000))
        .as(
            (status, id, records, total, stage, reason, seconds) ->
                Json.object(
                    "id",
                    id,
                    "status",
                    status,
                    "result",
                    Json.object("row_count", records),
                    "failure",
                    Json.object("code", reason),
                    "progress",
                    Json.object(
                        "stage",
                        stage,
                        "records",
                        records,
                        "total",
                        total % 7 == 0 ? null : total,
                        "estimated_completion_at",
                        NOW.plusSeconds(seconds).toString(),
                        "waiting",
                        seconds % 2 == 0
                            ? null
                            : Json.object(
                                "try",
                                2,
                                "next_try_at",
                                NOW.plusSeconds(seconds).toString(),
                                "reason",
                                reason))));
  }

  @Test
  void numbersLookTheSameWhereverTheMachineIs() {
    Locale before = Locale.getDefault();
    try {
      for (Locale locale :
          new Locale[] {Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab")}) {
        Locale.setDefault(locale);

        assertThat(line.of(reading(420_000), OptionalLong.of(1_200), NOW, 120))
            .contains("42%  420,000 of 1,000,000 records  1,200/s");
        assertThat(Numbers.bytes(12_345_678)).isEqualTo("12.3 MB");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void at80ColumnsItSaysHowFarItIsAndWhenItEnds() {
    assertThat(line.of(reading(420_000), OptionalLong.of(1_200), NOW, 79))
        .isEqualTo(ID + "  RUNNING     ████░░░░░░  42%  1,200/s  ends in 8 min");
  }

  @Test
  void at200ColumnsItSaysEverything() {
    assertThat(line.of(reading(420_000), OptionalLong.of(1_200), NOW, 199))
        .isEqualTo(
            ID
                + "  RUNNING     "
                + "█".repeat(12)
                + "░".repeat(18)
                + "  42%  420,000 of 1,000,000 records  1,200/s  ends in 8 min");
  }

  @Test
  void plainLinesHaveNoBars() {
    assertThat(ReportLine.plain().of(reading(420_000), OptionalLong.empty(), NOW, 1000))
        .isEqualTo(ID + "  RUNNING     42%  420,000 of 1,000,000 records  ends in 8 min");
  }

  @Test
  void itSaysWhenTheFilesAreBeingFinished() {
    Json report = reading(1_000_000);
    report = report.with("progress", report.at("progress").with("stage", "finishing"));

    assertThat(line.of(report, OptionalLong.empty(), NOW, 79)).endsWith("100%  finishing");
  }

  @Test
  void itSaysWhatIsWaitedForAndHowLong() {
    Json report = reading(420_000);
    report =
        report.with(
            "progress",
            report
                .at("progress")
                .with(
                    "waiting",
                    Json.object(
                        "try",
                        2,
                        "of",
                        10,
                        "next_try_at",
                        "2026-11-24T10:00:16Z",
                        "reason",
                        "connection refused")));

    assertThat(line.of(report, OptionalLong.of(1), NOW, 79))
        .isEqualTo(ID + "  RUNNING     42%  try 2 in 16 s: connection refused");
    assertThat(line.of(report, OptionalLong.of(1), NOW, 120))
        .contains("██", "try 2 in 16 s: connection refused");
  }

  private static Json reading(long records) {
    return Json.object(
        "id",
        ID,
        "status",
        "RUNNING",
        "progress",
        Json.object(
            "stage",
            "reading",
            "records",
            records,
            "total",
            1_000_000,
            "estimated_completion_at",
            "2026-11-24T10:08:00Z"));
  }
}
