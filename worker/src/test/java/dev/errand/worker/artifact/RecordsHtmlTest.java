package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Filter;
import dev.errand.core.Format;
import dev.errand.core.RecordsRequest;
import dev.errand.core.ReportId;
import dev.errand.worker.tally.Amounts;
import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.LargeRecord;
import dev.errand.worker.tally.RecordsTotals;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The reports are kept in {@code target/report-samples} for inspection. */
class RecordsHtmlTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  private static final String LARGE_ID = "0b6c1f0e-8f6d-4b3a-9a51-2f3c4d5e6f70";
  private static final String[] STATUSES = {"cancelled", "pending", "rejected", "settled"};

  @Test
  void describesTheFilterAndHasTheFigures() throws IOException {
    String page = page("full", "Payments of 2021", totals(List.of("EUR", "USD", "JPY", "KWD"), 12));

    assertThat(page)
        .contains("<title>Payments of 2021</title>")
        .contains(
            "Records with status “pending” of client %s from 1 January 2021 to 31 December 2021, both days included (UTC)."
                .formatted(CLIENT))
        .contains("<h2>By month</h2>", "Sum in KWD", "Largest records", "Jan 2021");
  }

  @Test
  void hasTheTimeOfTheRequestAndNotOfTheRun() throws IOException {
    assertThat(page("requested", null, totals(List.of("EUR"), 12)))
        .contains("<p>Requested on 24 November 2024 at 12:54 UTC.</p>");
  }

  @Test
  void namesTheIdsOfTheLargestRecords() throws IOException {
    assertThat(page("ids", null, totals(List.of("EUR"), 12)))
        .contains("<th>Id</thead>", "<td class=\"id\"><bdi>" + LARGE_ID + "</bdi>");
  }

  @Test
  void statesThatThereAreNoRecords() throws IOException {
    assertThat(page("empty", null, new RecordsTotals(0, new TreeMap<>())))
        .contains("<title>Report</title>", "No records match this filter.")
        .doesNotContain("<svg", "<table");
  }

  @Test
  void isSmallWith200CurrenciesOver10Years() throws IOException {
    List<String> currencies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      currencies.add("" + (char) ('A' + i / 20) + (char) ('A' + i % 20) + "X");
    }
    String page = page("many", "Ten years", totals(currencies, 120));

    assertThat(currencies).allSatisfy(code -> assertThat(page).contains("<tr><th>" + code));
    assertThat(page.length()).isLessThan(400_000);
  }

  @Test
  void showsDecadesByYear() throws IOException {
    assertThat(page("decades", null, totals(List.of("EUR"), 12 * 60))).contains("<h2>By year</h2>");
  }

  @Test
  void escapesAllTextAndLoadsNoOtherResource() throws IOException {
    String evil = "<script>alert('1')</script>\"&\u0000\u202e";
    CurrencyTotals totals =
        new CurrencyTotals(
            amounts(1, "5"),
            new TreeMap<>(java.util.Map.of("pending", amounts(1, "5"))),
            new TreeMap<>(java.util.Map.of(2021 * 12, amounts(1, "5"))),
            List.of(
                new LargeRecord(
                    1, new BigDecimal("5"), evil, "2021-01-01T00:00:00Z", "pending", evil, evil)));
    String page =
        page(
            "evil",
            "<img src=x>",
            new RecordsTotals(1, new TreeMap<>(java.util.Map.of("EUR", totals))));

    assertThat(page)
        .doesNotContain("<script", "<img", "\u0000", "http:", "https:", "url(")
        .contains("&lt;script&gt;alert(&#39;1&#39;)", "default-src 'none'");
  }

  @Test
  void showsLargeAmountsToTheLastDigit() throws IOException {
    CurrencyTotals totals =
        new CurrencyTotals(
            amounts(1, "123456789012345678901234.05"),
            new TreeMap<>(),
            new TreeMap<>(java.util.Map.of(2021 * 12, amounts(1, "123456789012345678901234.05"))),
            List.of());

    assertThat(
            page(
                "large",
                null,
                new RecordsTotals(1, new TreeMap<>(java.util.Map.of("EUR", totals)))))
        .contains("123,456,789,012,345,678,901,234.05", ">1.5E23</text>", ">1</text>")
        .doesNotContain(">0.5</text>");
  }

  private static String page(String file, String name, RecordsTotals totals) throws IOException {
    RecordsRequest request =
        new RecordsRequest(
            new Filter(
                CLIENT,
                LocalDate.of(2021, 1, 1),
                LocalDate.of(2021, 12, 31),
                Optional.of("pending")),
            Optional.ofNullable(name),
            Set.of(Format.HTML));
    String page = RecordsHtml.of(request, new ReportId("01JDF3T7C4V5N6P7Q8R9S0T1V2"), totals);
    Path samples = Files.createDirectories(Path.of("target/report-samples"));
    Files.writeString(samples.resolve(file + ".html"), page);
    return page;
  }

  private static RecordsTotals totals(List<String> codes, int months) {
    SortedMap<String, CurrencyTotals> currencies = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(7);
    long rows = 0;
    for (String code : codes) {
      SortedMap<Integer, Amounts> byMonth = new TreeMap<>();
      SortedMap<String, Amounts> byStatus = new TreeMap<>();
      long count = 0;
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 0; i < months; i++) {
        Amounts amounts = random(random, code);
        byMonth.put(2021 * 12 + i, amounts);
        count += amounts.count();
        sum = sum.add(amounts.sum());
      }
      for (String status : STATUSES) {
        byStatus.put(status, random(random, code));
      }
      currencies.put(
          code,
          new CurrencyTotals(
              new Amounts(count, sum, new BigDecimal("-81234.50"), new BigDecimal("99310.75")),
              byStatus,
              byMonth,
              largest(code)));
      rows += count;
    }
    return new RecordsTotals(rows, currencies);
  }

  private static Amounts random(SplittableRandom random, String code) {
    int scale = code.equals("JPY") ? 0 : 2;
    return new Amounts(
        random.nextLong(1, 9000),
        BigDecimal.valueOf(random.nextLong(-20_000_000, 90_000_000), scale),
        BigDecimal.valueOf(-100, scale),
        BigDecimal.valueOf(5000, scale));
  }

  private static List<LargeRecord> largest(String code) {
    List<LargeRecord> records = new ArrayList<>();
    String[] names = {
      "Müller & Söhne KG",
      "شركة الخليج للتجارة",
      "株式会社山田商店",
      "'=Equal Ventures Ltd",
      "A-very-long-name-without-any-space-in-it-that-has-to-break-somewhere"
    };
    for (int i = 0; i < names.length; i++) {
      records.add(
          new LargeRecord(
              i + 1,
              new BigDecimal(code.equals("JPY") ? "99310" : "-99310.75")
                  .subtract(BigDecimal.valueOf(i)),
              LARGE_ID,
              "2021-03-0%dT05:06:07Z".formatted(i + 1),
              "settled",
              names[i],
              "Order 4711: \"express\" delivery, insured"));
    }
    return records;
  }

  private static Amounts amounts(long count, String amount) {
    BigDecimal value = new BigDecimal(amount);
    return new Amounts(count, value, value, value);
  }
}
