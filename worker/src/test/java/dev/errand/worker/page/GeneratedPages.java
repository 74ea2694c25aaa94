package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates pages: canonical ones, valid ones in another form, and invalid ones. */
final class GeneratedPages {

  static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  static final LocalDate FIRST = LocalDate.of(2020, 1, 31);
  static final LocalDate LAST = LocalDate.of(2021, 3, 1);
  static final RecordsQuery QUERY = new RecordsQuery(CLIENT, Optional.empty(), FIRST, LAST);

  private static final Instant START = Instant.parse("2020-01-31T00:00:00Z");
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
  private static final JsonMapper PLAIN = new JsonMapper();
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private GeneratedPages() {}

  /** A record: names and JSON values in the order of the document. */
  record Row(List<Member> members) {

    record Member(String name, String json) {}

    String json(String space) {
      List<String> parts = new ArrayList<>();
      members.forEach(m -> parts.add("\"" + m.name + "\":" + space + m.json));
      return "{" + String.join("," + space, parts) + "}";
    }
  }

  /** Pages in canonical form. */
  static Arbitrary<String> canonical() {
    return rows(canonicalRow())
        .flatMap(
            rows ->
                Combinators.combine(Arbitraries.of("", " "), Arbitraries.of("null", "\"c2\""))
                    .as((space, cursor) -> page(rows, cursor, space)));
  }

  /** All pages, from canonical to invalid. */
  static Arbitrary<String> any() {
    Arbitrary<String> whole =
        Combinators.combine(
                rows(Arbitraries.frequencyOf(tuple(16, canonicalRow()), tuple(2, irregularRow()))),
                cursors(),
                Arbitraries.of("", "", " ", "\n\t"))
            .as(GeneratedPages::page);
    return Arbitraries.frequencyOf(
        tuple(12, whole),
        tuple(
            2,
            Combinators.combine(whole, Arbitraries.doubles().between(0, 1))
                .as((text, part) -> text.substring(0, (int) (text.length() * part)))),
        tuple(
            2,
            Combinators.combine(
                    whole,
                    Arbitraries.doubles().between(0, 0.99),
                    Arbitraries.of("\"", "\\", ",", "}", "]", "x", "9", "-", " ", "\u0000", "é"))
                .as(
                    (text, part, with) -> {
                      int at = (int) (text.length() * part);
                      return text.substring(0, at) + with + text.substring(at + 1);
                    })),
        tuple(1, whole.map(text -> text + " ")),
        tuple(1, whole.map(text -> text + "{}")));
  }

  private static <T> Tuple.Tuple2<Integer, Arbitrary<? extends T>> tuple(
      int weight, Arbitrary<T> of) {
    return Tuple.of(weight, of);
  }

  private static Arbitrary<List<Row>> rows(Arbitrary<Row> row) {
    return row.list().ofMaxSize(8).map(GeneratedPages::ordered);
  }

  /** Sets ascending times where the time is a placeholder. */
  private static List<Row> ordered(List<Row> rows) {
    List<Row> ordered = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String time = START.plusSeconds(86_399L * 40 * i).toString();
      List<Row.Member> members = new ArrayList<>();
      rows.get(i)
          .members()
          .forEach(
              m ->
                  members.add(
                      m.json.equals("TIME") ? new Row.Member(m.name, '"' + time + '"') : m));
      ordered.add(new Row(members));
    }
    return ordered;
  }

  private static Arbitrary<Row> canonicalRow() {
    return Combinators.combine(id(), amount(), currency(), status(), wholeText(), wholeText())
        .as(
            (id, amount, currency, status, counterparty, description) ->
                new Row(
                    List.of(
                        new Row.Member("id", "\"" + id + "\""),
                        new Row.Member("client_id", quoted(CLIENT.toString())),
                        new Row.Member("booked_at", "TIME"),
                        new Row.Member("amount", quoted(amount)),
                        new Row.Member("currency", quoted(currency)),
                        new Row.Member("status", quoted(status)),
                        new Row.Member("counterparty", quoted(counterparty)),
                        new Row.Member("description", quoted(description)))));
  }

  private static Arbitrary<Row> irregularRow() {
    return Combinators.combine(
            canonicalRow(),
            Arbitraries.integers().between(0, 7),
            irregularValue(),
            Arbitraries.integers().between(0, 6))
        .as(
            (row, column, value, how) -> {
              List<Row.Member> members = new ArrayList<>(row.members());
              Row.Member old = members.get(column);
              switch (how) {
                case 0 -> members.remove((int) column);
                case 1 -> members.add(column, new Row.Member("extra", value));
                case 2 -> members.add(new Row.Member(old.name, value));
                case 3 -> members.add(members.remove((int) column));
                case 4 -> members.set(column, new Row.Member(old.name, "null"));
                default -> members.set(column, new Row.Member(old.name, value));
              }
              return new Row(members);
            });
  }

  private static Arbitrary<String> irregularValue() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "0",
            "-0",
            "12.50",
            "1e3",
            "-1.5E-3",
            "1E99",
            "true",
            "[]",
            "{\"a\":[1,{\"b\":null}]}",
            "\"\"",
            "\"2020-02-29T12:00:00Z\"",
            "\"2020-02-30T12:00:00Z\"",
            "\"2021-02-29T12:00:00Z\"",
            "\"2020-05-05T23:59:60Z\"",
            "\"2020-05-05T05:05:05.123456789Z\"",
            "\"2020-05-05T05:05:05.1Z\"",
            "\"2020-05-05T05:05:05.Z\"",
            "\"2020-05-05T05:05:05+02:00\"",
            "\"2020-01-31T00:30:00+01:00\"",
            "\"2021-03-02T00:00:00Z\"",
            "\"2020-05-05\"",
            "\"1266CD5A-1DFA-44F2-83CA-534C30B38555\"",
            "\"1266cd5a-1dfa-44f2-83ca-534c30b38556\"",
            "\"eur\"",
            "\"EURO\"",
            "\"PENDING\"",
            "\"_x\"",
            "\"=1+1\"",
            "\"#1\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800x\"",
            "\"\\ud83c\\udf0d\"",
            "\"a\\u00e9\\n\\r\\t\\b\\f\\/\\\\\\\"\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"tab\there\"",
            "\"\\u0000\"",
            "\"+5\"",
            "\"5.\"",
            "\".5\"",
            "\"1e3\"",
            "\"-\"",
            "\"--1\"",
            "\"1.2.3\"",
            "\"12345678901234567890.1234\"",
            "\"999999999999999999\"",
            "\"-999999999999999999\"",
            "\"000000000000000000001.50\"",
            "\"0.000000000000000001\"",
            "\"0.0000000000000000001\"",
            "\" 1\"",
            "\"１\"",
            "\"NaN\""),
        text().map(GeneratedPages::quoted),
        amount().map(GeneratedPages::quoted));
  }

  private static Arbitrary<String> amount() {
    return Arbitraries.oneOf(
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-99999999999.99"), new BigDecimal("99999999999.99"))
            .ofScale(2)
            .map(BigDecimal::toPlainString),
        Arbitraries.longs().between(-999_999, 999_999).map(String::valueOf),
        Arbitraries.longs()
            .between(100_000_000_000_000_000L, 999_999_999_999_999_999L)
            .map(String::valueOf),
        Combinators.combine(
                Arbitraries.longs().between(0, 99_999), Arbitraries.integers().between(0, 9999))
            .as((whole, part) -> whole + "." + String.format("%04d", part)),
        Arbitraries.of("0", "-0.00", "0.000", "-1", "007.50"));
  }

  private static Arbitrary<String> currency() {
    return Arbitraries.of("EUR", "USD", "JPY", "KWD", "ZZZ", "AAA");
  }

  private static Arbitrary<String> status() {
    return Arbitraries.of("pending", "settled", "in-review", "x_9");
  }

  private static Arbitrary<String> id() {
    return Arbitraries.strings().withChars("=-@,aé株09").ofMinLength(1).ofMaxLength(12);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.strings().alpha().ofMaxLength(12),
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().withChars("=+-@\t\r\n,;\"'\\ #aé株🌍\u007f\u2028").ofMaxLength(8));
  }

  /** Strings without lone surrogates, which UTF-8 cannot encode. */
  private static Arbitrary<String> wholeText() {
    return text().map(text -> LONE_SURROGATE.matcher(text).replaceAll("?"));
  }

  private static Arbitrary<String> cursors() {
    return Arbitraries.of(
        "null",
        "null",
        "null",
        "\"c1\"",
        "\"c2\"",
        "\"c3\"",
        "\"c/+=\\n\"",
        "\"é\"",
        "\"\"",
        "7",
        "null, \"next_cursor\": null");
  }

  private static String page(List<Row> rows, String cursor, String space) {
    List<String> texts = rows.stream().map(row -> row.json(space)).toList();
    return "{%1$s\"records\":%1$s[%2$s],%1$s\"next_cursor\":%1$s%3$s,%1$s\"total\":%1$s%4$d}"
        .formatted(space, String.join("," + space, texts), cursor, rows.size());
  }

  /** Escapes as few or as many characters as JSON allows. */
  private static String quoted(String text) {
    try {
      return (text.length() % 2 == 0 || text.length() > 8 ? PLAIN : ASCII).writeValueAsString(text);
    } catch (JsonProcessingException e) {
      return "\"?\"";
    }
  }
}
