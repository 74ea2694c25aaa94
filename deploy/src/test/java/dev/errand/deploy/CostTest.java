package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The sums in {@code docs/cost.md} are those of its prices and its formula. */
class CostTest {

  private static final String PAGE = Deployment.text(Deployment.ROOT.resolve("docs/cost.md"));

  private static final List<Report> REPORTS =
      List.of(
          new Report("5 minutes, 10,000 records, asked 60 times", 5.0 / 60, 10_000, 60),
          new Report("1 hour, 500,000 records, asked 120 times", 1, 500_000, 120),
          new Report("5 hours, 5 million records, asked 600 times", 5, 5_000_000, 600));

  private record Report(String what, double hours, long records, int asked) {

    double task() {
      return hours * (0.03238 + 4 * 0.00356);
    }

    double machine() {
      return 4 * 0.000025;
    }

    double table() {
      return (44 + 1800 * hours) * 0.000000625 + (2 * asked + 10) * 0.000000125;
    }

    double functionsApiAndLogs() {
      double functions = (asked + 5) * (0.0000002 + 0.5 * 0.05 * 0.0000133334);
      double api = (asked + 1) * 0.000001;
      double events = 2 * 0.000001;
      double logs = ((asked + 5) * 1e3 + 20e3) * 0.50 / 1e9;
      return functions + api + events + logs;
    }

    double bucket() {
      return 10 * 0.000005 + records * 272 * 3 * 0.023 / 1e9;
    }

    double[] parts() {
      return new double[] {task(), machine(), table(), functionsApiAndLogs(), bucket()};
    }

    double all() {
      return DoubleStream.of(parts()).sum();
    }
  }

  @Test
  void whatAReportCostsFollowsFromTheFormula() {
    for (Report report : REPORTS) {
      String parts =
          DoubleStream.of(report.parts())
              .mapToObj(dollars -> text("$%.4f", dollars))
              .collect(Collectors.joining(" | "));
      BigDecimal all = BigDecimal.valueOf(report.all()).round(new MathContext(2));

      assertThat(PAGE)
          .contains("| %s | %s | **$%s** |".formatted(report.what(), parts, all.toPlainString()));
    }
  }

  @Test
  void whatAMonthCostsFollowsFromTheReports() {
    for (int aDay : List.of(10, 1_000, 100_000)) {
      String months =
          REPORTS.stream()
              .map(report -> report.all() * aDay * 30)
              .map(dollars -> text(dollars < 10 ? "$%.2f" : "$%,.0f", dollars))
              .collect(Collectors.joining(" | "));

      assertThat(PAGE).contains("| %s | %s |".formatted(text("%,d", aDay), months));
    }
  }

  /** The time itself follows from the code: see HeldTimeTest of the functions. */
  @Test
  void whatHeldRequestsCostFollowsFromTheirTime() {
    String dollars = text("$%.4f", 60 * 0.5 * 0.0000133334);

    assertThat(PAGE.replaceAll("\\s+", " "))
        .contains("60 s x 0.5 GB x 0.0000133334 = " + dollars + " to a report");
  }

  /** The units are counted by DeliveryCostTest of the functions. */
  @Test
  void whatAMillionDeliveriesCostFollowsFromTheirUnits() {
    double table = 14 * 0.625 + 3 * 0.125;
    double functions = 0.20 + 0.5 * 0.2 * 13.3334;

    assertThat(PAGE)
        .contains(text("= %.2f\n", table))
        .contains(text("= %.2f\n", functions))
        .contains("all         " + text("$%.2f", table + 1.00 + functions) + "\n");
  }

  @Test
  void whatATaskCostsOnSpotIsHalf() {
    for (Report report : REPORTS) {
      assertThat(PAGE)
          .contains(
              "| %s | %s | %s |"
                  .formatted(
                      report.what().substring(0, report.what().indexOf(',')),
                      text("$%.4f", report.task()),
                      text("$%.4f", report.task() / 2)));
    }
  }

  @Test
  void whatTheNetworkCostsFollowsFromItsHours() {
    double nat = 730 * (0.045 + 0.005);
    double endpoints = 730 * 4 * 2 * 0.01;

    assertThat(PAGE)
        .contains("| " + text("$%.2f", nat) + " |")
        .contains("| " + text("$%.2f", endpoints) + " |")
        .contains("| " + text("$%.2f", nat + endpoints) + " |");
  }

  /** CloudWatch charges for each metric that an alarm watches. */
  @Test
  void whatTheAlarmsCostFollowsFromTheTemplate() {
    List<JsonNode> alarms =
        StreamSupport.stream(Deployment.translated().path("Resources").spliterator(), false)
            .filter(resource -> resource.path("Type").asText().equals("AWS::CloudWatch::Alarm"))
            .map(alarm -> alarm.path("Properties"))
            .toList();
    long metrics = alarms.stream().mapToLong(CostTest::metrics).sum();

    assertThat(PAGE)
        .contains(
            "| %d alarms, which watch %d metrics | %s |"
                .formatted(alarms.size(), metrics, text("$%.2f", metrics * 0.10)));
  }

  private static long metrics(JsonNode alarm) {
    return alarm.has("MetricName") ? 1 : alarm.findValues("MetricStat").size();
  }

  private static String text(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
