package dev.errand.worker.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.type.DeclaredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Rows and totals equal those of a plain computation, whatever the form of the JSON. */
class PageParserTest {

  private static final JsonMapper PLAIN = new JsonMapper();
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final String TEXTS = "=+-@'\t\r\n,;\"\\/ #aé株🌍\u007f\u2028\b\u0001";

  /** A value in JSON, and as a field of the CSV. */
  private record Value(String json, String csv) {}

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void anyColumnsInAnyOrderGiveTheRowsOfAPlainComputation(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String[] types = {"string", "decimal", "integer", "boolean", "date", "timestamp"};
    List<Map<String, Object>> columns = new ArrayList<>();
    int count = 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", "c" + i);
      column.put("type", types[random.nextInt(types.length)]);
      column.put("pointer", pointer(random, i));
      column.put("optional", random.nextBoolean());
      columns.add(column);
    }
    DeclaredType type = type(columns);
    PageParser parser = new PageParser(type, any(type), Optional.empty(), Optional.empty());
    String before = "";
    for (int page = 0; page < 3; page++) {
      StringBuilder expected = new StringBuilder();
      List<String> records = new ArrayList<>();
      for (int row = random.nextInt(6); row >= 0; row--) {
        List<Value> values = new ArrayList<>();
        columns.forEach(column -> values.add(value(random, column)));
        records.add(record(random, columns, values));
        expected
            .append(comment(values.get(0).csv()))
            .append(
                values.stream()
                    .skip(1)
                    .map(value -> "," + value.csv())
                    .collect(Collectors.joining()))
            .append("\r\n");
      }
      if (expected.toString().equals(before)) {
        continue; // a page that comes twice is refused
      }
      before = expected.toString();
      String json = page(random, records);

      ParsedPage parsed = parser.parse(bytes(json), List.of(), new Bytes(0));

      assertThat(text(parsed.csv())).as("seed %d: %s", seed, json).isEqualTo(expected.toString());
      assertThat(parsed.tally().rows()).isEqualTo(records.size());
      assertThat(parsed.next()).contains("n/é\"x");
    }
  }

  @Example
  void longNamesThatDifferOnlyInTheMiddleAreDifferentColumns() throws Exception {
    DeclaredType type =
        type(
            List.of(
                Map.of("name", "settlement_a_of_month"), Map.of("name", "settlement_b_of_month")));
    Bytes body =
        bytes(
            """
            {"next":null,"d":{"records":[\
            {"settlement_a_of_month":"1","settlement_b_of_month":"2"},\
            {"settlement_b_of_month":"3","settlement_a_of_month":"4"},\
            {"settlement_a_of_month":"5","settlement_b_of_month":"6"}]}}""");

    ParsedPage page =
        new PageParser(type, any(type), Optional.empty(), Optional.empty())
            .parse(body, List.of(), new Bytes(0));

    assertThat(text(page.csv())).isEqualTo("1,2\r\n4,3\r\n5,6\r\n");
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aDamagedPageIsRefusedOrReadLikeAnotherParserReadsIt(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    DeclaredType type = type(List.of(Map.of("name", "a"), Map.of("name", "b", "type", "integer")));
    String json =
        "{\"next\":null,\"d\":{\"records\":[{\"a\":\"x\",\"b\":1},{\"b\":2,\"a\":\"\\u00e9\"}]}}";
    byte[] damaged = json.getBytes(StandardCharsets.UTF_8);
    damaged[random.nextInt(damaged.length)] = (byte) " \"\\,:{}[]x0-\0é".charAt(random.nextInt(14));
    Bytes body = new Bytes(0);
    body.append(damaged);
    try {
      ParsedPage page =
          new PageParser(type, any(type), Optional.empty(), Optional.empty())
              .parse(body, List.of(), new Bytes(0));
      var records = PLAIN.readTree(new String(damaged, StandardCharsets.UTF_8)).at("/d/records");
      assertThat(page.records())
          .as(new String(damaged, StandardCharsets.UTF_8))
          .isEqualTo(records.size());
      assertThat(text(page.csv()).lines().count()).isEqualTo(records.size());
    } catch (InvalidPageException refused) {
      assertThat(refused.getMessage()).doesNotContain("\\u00e9");
    }
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void sumsAreExactWhateverTheDecimalPlaces(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    DeclaredType type =
        DeclaredType.read(
            "t",
            JSON.std.mapFrom(
                """
                {"source": {"path": "/x", "records": ""},
                 "columns": [{"name": "unit"}, {"name": "amount", "type": "decimal", "optional": true},
                             {"name": "group", "optional": true}],
                 "summary": {"measures": [{"column": "amount", "unit": "unit"}],
                             "dimensions": ["group"]}}"""));
    ColumnTotals totals = new ColumnTotals(new TallyShape(1, 1, ','));
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, Long> groups = new TreeMap<>();
    for (int page = 0; page < 3; page++) {
      StringBuilder json = new StringBuilder("[");
      for (int i = 0; i < 20; i++) {
        String unit = random.nextBoolean() ? "EUR" : "USD";
        String group = random.nextInt(5) == 0 ? null : "g" + random.nextInt(30);
        BigDecimal amount =
            random.nextInt(8) == 0
                ? null
                : new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(19))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
        if (amount != null && amount.precision() - amount.scale() > 38) {
          amount = BigDecimal.ONE;
        }
        json.append(i == 0 ? "" : ",")
            .append(
                "{\"group\":%s,\"amount\":%s,\"unit\":\"%s\"}"
                    .formatted(
                        group == null ? "null" : '"' + group + '"',
                        amount == null ? "null" : amount.toPlainString(),
                        unit));
        groups.merge(group == null ? "" : group, 1L, Long::sum);
        if (amount != null) {
          sums.merge(unit, amount, BigDecimal::add);
        }
      }
      ParsedPage parsed =
          new PageParser(type, any(type), Optional.empty(), Optional.empty())
              .parse(bytes(json.append("]").toString()), List.of(), new Bytes(0));
      totals.add(parsed.tally(), parsed.csv().array());
    }
    assertThat(totals.counts().get(0)).isEqualTo(groups);
    Map<String, BigDecimal> actual = new TreeMap<>();
    totals.measures().get(0).forEach((unit, of) -> actual.put(unit, of.all().sum()));
    assertThat(actual).isEqualTo(sums);
  }

  @Example
  void isExactAboutWhatIsWrong() {
    String columns =
        """
        {"name": "d", "type": "decimal"}, {"name": "i", "type": "integer"},
        {"name": "b", "type": "boolean"}, {"name": "day", "type": "date"},
        {"name": "t", "type": "timestamp"}""";
    String good =
        "{\"d\":1,\"i\":2,\"b\":true,\"day\":\"2021-02-28\",\"t\":\"2021-02-28T01:02:03Z\"}";
    assertRefused(
        columns, good.replace("\"d\":1", "\"d\":\"1,5\""), "d of a record is not a decimal");
    assertRefused(columns, good.replace("\"d\":1,", ""), "d of a record is missing");
    assertRefused(columns, good.replace("\"d\":1", "\"d\":null"), "d of a record is missing");
    assertRefused(columns, good.replace("\"d\":1", "\"d\":1,\"d\":1"), "a field appears twice");
    assertRefused(columns, good.replace("\"i\":2", "\"i\":2.5"), "i of a record is not a whole");
    assertRefused(columns, good.replace("true", "\"yes\""), "b of a record is neither true");
    assertRefused(columns, good.replace("02-28\",", "02-29\","), "day of a record is not a date");
    assertRefused(columns, good.replace("03Z", "03"), "t of a record is not a time");
    assertRefused(columns, good.replace("\"d\":1", "\"d\":{}"), "d of a record is not a decimal");
    assertRefused(columns, "7", "a record is not an object");
  }

  @Example
  void valuesOfTheRequestAndPatternsHoldForEveryRecord() throws Exception {
    DeclaredType type =
        DeclaredType.read(
            "t",
            JSON.std.mapFrom(
                """
                {"source": {"path": "/x"},
                 "columns": [{"name": "owner", "equals": "owner"}, {"name": "kind", "equals": "kind"},
                             {"name": "code", "pattern": "[A-Z]{3}", "optional": true}]}"""));
    String owner = "1266cd5a-1dfa-44f2-83ca-534c30b38555";
    List<Optional<String>> expected =
        List.of(Optional.of(owner), Optional.of("=a,b"), Optional.empty());
    String good = "{\"owner\":\"%s\",\"kind\":\"=a,b\",\"code\":\"EUR\"}".formatted(owner);

    ParsedPage page =
        new PageParser(type, expected, Optional.empty(), Optional.empty())
            .parse(
                bytes(
                    "[%s,%s,%s]"
                        .formatted(
                            good,
                            good.replace("cd5a", "CD5A"),
                            "{\"kind\":\"\\u003da,b\",\"owner\":\"%s\"}".formatted(owner))),
                List.of(),
                new Bytes(0));

    assertThat(text(page.csv()))
        .isEqualTo(
            "%1$s,\"'=a,b\",EUR\r\n%1$s,\"'=a,b\",EUR\r\n%1$s,\"'=a,b\",\r\n".formatted(owner));
    for (String wrong :
        List.of(
            good.replace("1266", "1267"),
            good.replace("a,b", "a,B"),
            good.replace("EUR", "EURO"))) {
      assertThatThrownBy(
              () ->
                  new PageParser(type, expected, Optional.empty(), Optional.empty())
                      .parse(bytes("[" + good + "," + wrong + "]"), List.of(), new Bytes(0)))
          .as(wrong)
          .isInstanceOf(InvalidPageException.class)
          .hasMessageMatching(
              "(owner|kind) of a record differs from the value in the request|code of a record does not match its pattern");
    }
  }

  private static void assertRefused(String columns, String record, String message) {
    assertThatThrownBy(
            () -> {
              DeclaredType type =
                  DeclaredType.read(
                      "t",
                      JSON.std.mapFrom(
                          "{\"source\": {\"path\": \"/x\"}, \"columns\": [" + columns + "]}"));
              new PageParser(type, any(type), Optional.empty(), Optional.empty())
                  .parse(bytes("[" + record + "]"), List.of(), new Bytes(0));
            })
        .isInstanceOf(InvalidPageException.class)
        .hasMessageContaining(message);
  }

  private static DeclaredType type(List<Map<String, Object>> columns) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "source",
        Map.of(
            "path",
            "/x",
            "records",
            "/d/records",
            "page",
            Map.of("cursor", Map.of("pointer", "/next", "parameter", "c"))));
    json.put("columns", columns);
    return DeclaredType.read("t", json);
  }

  private static String pointer(Random random, int column) {
    return switch (random.nextInt(4)) {
      case 0 -> "/nested/c" + column;
      case 1 -> "/list/" + column + "/v";
      case 2 -> "/a~1b ~0/" + column;
      default -> "/c" + column;
    };
  }

  private static Value value(Random random, Map<String, Object> column) {
    if (column.get("optional").equals(true) && random.nextInt(3) == 0) {
      return new Value(random.nextBoolean() ? "null" : "", "");
    }
    long day = random.nextInt(40_000);
    return switch (column.get("type").toString()) {
      case "decimal" -> {
        BigDecimal number =
            BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(12));
        String text = number.toPlainString();
        yield random.nextInt(5) == 0 && number.scale() == 0 && number.precision() < 18
            ? new Value(text + "e2", number.movePointRight(2).toPlainString())
            : new Value(random.nextBoolean() ? text : '"' + text + '"', text);
      }
      case "integer" -> {
        String text = String.valueOf(random.nextLong() >> random.nextInt(64));
        yield new Value(random.nextBoolean() ? text : '"' + text + '"', text);
      }
      case "boolean" -> {
        String text = String.valueOf(random.nextBoolean());
        yield new Value(random.nextInt(4) > 0 ? text : '"' + text + '"', text);
      }
      case "date" -> {
        String text = LocalDate.ofEpochDay(day).toString();
        yield new Value('"' + text + '"', text);
      }
      case "timestamp" -> {
        Instant time =
            Instant.ofEpochSecond(day * 86_400 + random.nextInt(86_400), random.nextInt(3) * 1000L);
        String text =
            random.nextBoolean()
                ? time.toString()
                : time.atOffset(ZoneOffset.ofHoursMinutes(2, 30)).toString();
        yield new Value(
            '"' + (text.matches(".*T..:..[Z+].*") ? time.toString() : text) + '"', time.toString());
      }
      default -> string(random);
    };
  }

  private static Value string(Random random) {
    int[] points = TEXTS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    try {
      String json = (random.nextBoolean() ? PLAIN : ASCII).writeValueAsString(text.toString());
      if (random.nextInt(10) == 0) {
        return new Value(json.replaceFirst("\"$", "\\\\ud800\""), csv(text + "\uFFFD"));
      }
      return new Value(json, csv(text.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some readers take a row that begins with # for a comment. */
  private static String comment(String first) {
    return first.startsWith("#") ? '"' + first + '"' : first;
  }

  private static String csv(String text) {
    String guarded =
        Pattern.compile("'*[=+\\-@\t\r\n]", Pattern.DOTALL).matcher(text).lookingAt()
            ? "'" + text
            : text;
    return guarded.isEmpty() || guarded.matches("(?s).*[,\"\r\n].*")
        ? '"' + guarded.replace("\"", "\"\"") + '"'
        : guarded;
  }

  /** A record with its members in a random order, and others between them. */
  private static String record(
      Random random, List<Map<String, Object>> columns, List<Value> values) {
    List<String> members = new ArrayList<>();
    List<String> nested = new ArrayList<>();
    List<String> odd = new ArrayList<>();
    List<String> list = new ArrayList<>(Collections.nCopies(columns.size(), "[[{}], \"}\"]"));
    for (int i = 0; i < columns.size(); i++) {
      String json = values.get(i).json();
      String pointer = columns.get(i).get("pointer").toString();
      String last = pointer.substring(pointer.lastIndexOf('/') + 1);
      String member = '"' + last + "\":" + space(random) + json;
      if (json.isEmpty()) {
        list.set(i, "{}");
      } else if (pointer.startsWith("/nested")) {
        nested.add(member);
      } else if (pointer.startsWith("/list")) {
        list.set(i, "{\"u\":[1,{\"v\":2}]," + member + "}");
      } else if (pointer.startsWith("/a~1")) {
        odd.add(member);
      } else {
        members.add(member);
      }
    }
    members.add("\"nested\":{" + String.join(",", shuffled(random, nested)) + "}");
    members.add("\"a/b ~\":{" + String.join(",", shuffled(random, odd)) + "}");
    members.add("\"list\":[" + String.join(",", list) + "]");
    members.add("\"ex\\\"tra\":{\"c0\":[1,2,{\"x\":\"]\\\\\"}],\"t\":true}");
    String separator = space(random) + "," + space(random);
    return "{" + space(random) + String.join(separator, shuffled(random, members)) + "}";
  }

  private static List<String> shuffled(Random random, List<String> list) {
    List<String> shuffled = new ArrayList<>(list);
    if (random.nextInt(3) == 0) {
      Collections.shuffle(shuffled, random);
    }
    return shuffled;
  }

  private static String page(Random random, List<String> records) {
    List<String> members =
        shuffled(
            random,
            List.of(
                "\"next\":\"n\\/\\u00e9\\\"x\"",
                "\"d\":{\"more\":[],\"records\":["
                    + String.join(space(random) + ",", records)
                    + "]}",
                "\"other\":-1.5e-3"));
    return space(random) + "{" + String.join(",", members) + "}" + space(random);
  }

  private static String space(Random random) {
    return random.nextInt(6) == 0 ? " \n\t" : "";
  }

  private static Bytes bytes(String json) {
    Bytes body = new Bytes(0);
    body.append(json.getBytes(StandardCharsets.UTF_8));
    return body;
  }

  private static String text(Bytes csv) {
    return new String(csv.array(), 0, csv.length(), StandardCharsets.UTF_8);
  }

  /** No column has a value of the request. */
  private static List<Optional<String>> any(DeclaredType type) {
    return Collections.nCopies(type.columns().size(), Optional.empty());
  }
}
