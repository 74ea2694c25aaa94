package dev.errand.worker.job;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.ShapedApi.Fault;
import dev.errand.worker.job.ShapedApi.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of APIs of all shapes, and their faults. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class DeclaredSourcesTest {

  private static final List<ObjectNode> ORDERS = Orders.of(40);
  private static final String ORDERED =
      ", \"size\": {\"parameter\": \"limit\", \"value\": 7}}, \"order\": [\"created\", \"id\"], \"id\": \"id\"";
  private static final String TOTAL = ORDERED + ", \"total\": \"/meta/total\"";
  private static final String WINDOWS =
      """
      , "windows": {"by": "timestamp", "from": "from", "to": "to", "shortest": "PT1H"}""";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Shape.class)
  void hasEveryRecordAndExactTotals(Shape shape) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      job.run(type(shape, ORDERED), api.endpoint(), "{}");
    }
    assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
    assertThat(sums(job.summary())).isEqualTo(expectedSums());
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void hasTheHeaderOfTheTitlesAndNoRowsWithoutRecords(Shape shape) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(shape, List.of())) {
      job.run(type(shape, ORDERED), api.endpoint(), "{}");
    }
    assertThat(job.artifact("report.csv"))
        .isEqualTo("Id,Created,Customer,Country,Amount,Currency,First line,State\r\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void readsWindowsOfHoursInParallelAndWritesThemInOrder(Shape shape) throws Exception {
    TypeJob job = new TypeJob(folder);
    String query = "\"created_from\": \"{window.start}\", \"created_before\": \"{window.after}\"";
    String total =
        shape == Shape.LINK_HEADER
            ? ", \"total\": {\"header\": \"X-Total-Count\"}"
            : ", \"total\": \"/meta/total\"";
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      job.run(
          type(shape, ORDERED + total + WINDOWS).replace("\"status\": \"{status}\"", query),
          api.endpoint(),
          "{\"from\": \"2021-03-01\", \"to\": \"2021-03-01T06:00:00Z\"}");
      assertThat(api.requests())
          .extracting(uri -> uri.getQuery())
          .anyMatch(text -> text.contains("created_from=2021-03-01T00:00:00Z"))
          .anyMatch(text -> text.contains("created_from=2021-03-01T04:00:00Z"));
    }
    assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
  }

  static Stream<Arguments> shapesAndTemporaryFaults() {
    return Stream.of(Shape.values())
        .filter(shape -> shape != Shape.NONE)
        .flatMap(
            shape ->
                Stream.of(
                        ShapedApi.status(429),
                        ShapedApi.status(429, "Retry-After", "0"),
                        ShapedApi.status(503, "RateLimit-Remaining", "0", "RateLimit-Reset", "0"),
                        ShapedApi.status(500),
                        ShapedApi.status(502),
                        ShapedApi.cut())
                    .map(fault -> Arguments.of(shape, fault)));
  }

  @ParameterizedTest
  @MethodSource("shapesAndTemporaryFaults")
  void aTemporaryFaultDoesNotChangeTheReport(Shape shape, Fault fault) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      api.failsWith(ShapedApi.at(3, fault));
      job.run(type(shape, ORDERED), api.endpoint(), "{}");
    }
    assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aPageInAnotherOrderOnceDoesNotChangeTheReport(Shape shape) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      api.failsWith(ShapedApi.at(3, api.reversed()));
      job.run(type(shape, ORDERED), api.endpoint(), "{}");
    }
    assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
  }

  static Stream<Arguments> shapesAndOrders() {
    return Stream.of(
            Shape.CURSOR,
            Shape.NEXT_LINK,
            Shape.LINK_HEADER,
            Shape.NUMBER,
            Shape.OFFSET,
            Shape.LAST_ID)
        .flatMap(
            shape ->
                Stream.of(ORDERED, ORDERED.replaceFirst(", \"order\".*\\]", ""), "}")
                    .map(more -> Arguments.of(shape, more)));
  }

  /** Found by the order, by the id, and by the page itself. */
  @ParameterizedTest
  @MethodSource("shapesAndOrders")
  void aPageThatIsRepeatedOnceDoesNotChangeTheReport(Shape shape, String more) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      api.failsWith(ShapedApi.at(3, api.repeated()));
      job.run(type(shape, more), api.endpoint(), "{}");
    }
    assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
  }

  @ParameterizedTest
  @MethodSource("shapesAndOrders")
  void anApiThatRepeatsAPageForEverFailsTheReport(Shape shape, String more) throws Exception {
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      api.failsWith(ShapedApi.from(3, api.repeated()));
      assertFails(FailureCode.RECORDS_INCONSISTENT, type(shape, more), api);
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void recordsInAnotherOrderFailTheReport(Shape shape) throws Exception {
    List<ObjectNode> reversed = new ArrayList<>(ORDERS);
    Collections.reverse(reversed);
    try (ShapedApi api = new ShapedApi(shape, reversed)) {
      assertFails(FailureCode.RECORDS_INCONSISTENT, type(shape, ORDERED), api)
          .hasMessageContaining("not sorted by created, id");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"LINK_HEADER", "NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void fewerRecordsThanTheTotalFailTheReport(Shape shape) throws Exception {
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      String type = type(shape, TOTAL).replace("/meta/total", "/more/than/all");
      api.failsWith(
          (exchange, page) -> {
            String body = new String(page, StandardCharsets.UTF_8);
            byte[] other =
                body.replaceFirst("\\{", "{\"more\":{\"than\":{\"all\":41}},")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
            return true;
          });
      assertFails(FailureCode.RECORDS_INCONSISTENT, type, api)
          .hasMessageContaining("states 41 records in all but returned 40");
    }
  }

  @Test
  void aLinkToAnotherOriginIsNotFollowed() throws Exception {
    try (ShapedApi other = new ShapedApi(Shape.LINK_HEADER, ORDERS);
        ShapedApi api = new ShapedApi(Shape.LINK_HEADER, ORDERS)) {
      api.failsWith(
          (exchange, page) -> {
            exchange
                .getResponseHeaders()
                .set("Link", "<%s/orders?cursor=c7>; rel=next".formatted(other.endpoint()));
            return false;
          });
      assertFails(FailureCode.RECORDS_INCONSISTENT, type(Shape.LINK_HEADER, ORDERED), api)
          .hasMessageContaining("another origin");
      assertThat(other.requests()).isEmpty();
    }
  }

  static Stream<String> orders() {
    return Stream.of(ORDERED, ORDERED.replaceFirst(", \"order\".*\\]", ""), "}");
  }

  /** The page is requested again, and is not taken for a repetition of the one that was refused. */
  @ParameterizedTest
  @MethodSource("orders")
  void aLinkToAnotherOriginOnceDoesNotChangeTheReport(String more) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(Shape.LINK_HEADER, ORDERS)) {
      api.failsWith(
          ShapedApi.at(
              3,
              (exchange, page) -> {
                exchange
                    .getResponseHeaders()
                    .set("Link", "<http://records.example/orders?cursor=c7>; rel=next");
                return false;
              }));
      job.run(type(Shape.LINK_HEADER, more), api.endpoint(), "{}");
    }
    assertThat(job.rows()).isEqualTo(Orders.csv(ORDERS));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aJobThatIsStoppedAtAnyPageAndContinuedWritesTheSameBytes(Shape shape) throws Exception {
    TypeJob whole = new TypeJob(folder.resolve("whole"));
    try (ShapedApi api = new ShapedApi(shape, ORDERS)) {
      String type =
          type(shape, ORDERED)
              .replace("[\"csv\"]", "[\"csv\", \"xlsx\", \"html\", \"jsonl\", \"parquet\"]");
      whole.run(type, api.endpoint(), "{}");
      assertThat(whole.artifacts()).hasSize(6);
      int pages = api.requests().size();
      for (int page = 1; page <= pages; page++) {
        Path here = folder.resolve("stopped" + page);
        TypeJob stopped = new TypeJob(here);
        int last = api.requests().size() + page;
        api.onRequest(
            () -> {
              if (api.requests().size() >= last) {
                stopped.stop.interrupt();
              }
            });
        assertThatThrownBy(() -> stopped.run(type, api.endpoint(), "{}"))
            .isInstanceOfSatisfying(
                WorkerFailure.class,
                failure -> assertThat(failure.code()).isEqualTo(FailureCode.INTERRUPTED));
        api.onRequest(() -> {});
        TypeJob continued = new TypeJob(here);
        continued.run(type, api.endpoint(), "{}");
        assertThat(continued.artifacts()).as("page %d", page).isEqualTo(whole.artifacts());
      }
    }
  }

  @Test
  void leavesOutAParameterWhoseFieldIsMissing() throws Exception {
    try (ShapedApi api = new ShapedApi(Shape.NONE, ORDERS)) {
      new TypeJob(folder.resolve("1")).run(type(Shape.NONE, "}"), api.endpoint(), "{}");
      new TypeJob(folder.resolve("2"))
          .run(type(Shape.NONE, "}"), api.endpoint(), "{\"status\": \"a b&c\"}");
      assertThat(api.requests())
          .extracting(uri -> uri.getRawQuery())
          .containsExactly(null, "status=a%20b%26c");
    }
  }

  private static String type(Shape shape, String more) {
    String page = shape.page.substring(0, shape.page.length() - 1);
    String rest = shape == Shape.NONE ? more.replaceFirst("^, ", "") : more;
    return Orders.type(shape, "").replace(shape.page + " ", page + rest);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      FailureCode code, String type, ShapedApi api) {
    TypeJob job = new TypeJob(folder);
    return assertThatThrownBy(() -> job.run(type, api.endpoint(), "{}"))
        .isInstanceOfSatisfying(
            WorkerFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  /** Sums by currency, and by currency and state. */
  private static Map<String, BigDecimal> sums(JsonNode summary) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (JsonNode total : summary.at("/measures/0/totals")) {
      String currency = total.get("unit").textValue();
      sums.put(currency, decimal(total.get("sum")));
      for (JsonNode state : total.at("/by/0/values")) {
        sums.put(currency + " " + state.get("value").textValue(), decimal(state.get("sum")));
      }
    }
    return sums;
  }

  private static BigDecimal decimal(JsonNode text) {
    return new BigDecimal(text.textValue()).stripTrailingZeros();
  }

  private static Map<String, BigDecimal> expectedSums() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    Stream.of(
            ORDERS.stream().collect(groupingBy(order -> order.at("/total/currency").textValue())),
            ORDERS.stream()
                .collect(
                    groupingBy(
                        order ->
                            order.at("/total/currency").textValue()
                                + " "
                                + order.get("state").textValue())))
        .forEach(
            groups ->
                groups.forEach(
                    (name, orders) ->
                        sums.put(
                            name,
                            orders.stream()
                                .map(order -> order.at("/total/amount").decimalValue())
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .stripTrailingZeros())));
    return sums;
  }
}
