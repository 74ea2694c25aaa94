package dev.errand.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** JSON as the command reads and writes it, beside jackson-databind. */
class JsonTest {

  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Property(tries = 500)
  void whatIsWrittenJacksonReadsTheSame(@ForAll("values") Object value) throws IOException {
    Json json = new Json(value);

    assertThat(jackson(json.toString())).isEqualTo(value);
    assertThat(jackson(json.pretty())).isEqualTo(value);
  }

  @Property(tries = 500)
  void whatJacksonWritesIsReadTheSame(@ForAll("values") Object value) throws IOException {
    String text = JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);

    assertThat(Json.parse(text).value()).isEqualTo(value);
    assertThat(Json.parse(text.getBytes(StandardCharsets.UTF_8)).value()).isEqualTo(value);
  }

  @Example
  void aDocumentIsIndentedByTwoSpacesWithEmptyOnesOnALine() throws IOException {
    assertThat(
            Json.parse("{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[],\"e\":\"\\u0001\\\"\\\\\\n\"}")
                .pretty()
                .lines())
        .containsExactly(
            "{",
            "  \"a\": [",
            "    1,",
            "    {",
            "      \"b\": null",
            "    }",
            "  ],",
            "  \"c\": {},",
            "  \"d\": [],",
            "  \"e\": \"\\u0001\\\"\\\\\\n\"",
            "}");
  }

  @Example
  void whatIsNoJsonIsRefused() {
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "[1] 2",
            "{} {}",
            "NaN",
            "[Infinity]",
            "01",
            "+1",
            "1.",
            ".5",
            "TRUE",
            "nul",
            "// comment\n1",
            "\"tab\there\"",
            "\"\\x\"",
            "[".repeat(100_000))) {
      assertThatIOException().as(text).isThrownBy(() -> Json.parse(text));
    }
  }

  @Example
  void bytesThatAreNoUtf8AreRefused() {
    assertThatIOException().isThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, '"'}));
  }

  /** Its numbers as the command has them: whole ones as short as they can be. */
  private static Object jackson(String text) throws IOException {
    return plain(JACKSON.readTree(text));
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return fields;
    }
    if (node.isArray()) {
      return node.valueStream().map(JsonTest::plain).toList();
    }
    if (node.isNumber()) {
      return number(node);
    }
    return node.isNull()
        ? null
        : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
  }

  private static Number number(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return node.decimalValue();
    }
    return node.asText().length() > 18
        ? (Number) node.bigIntegerValue()
        : (Number) node.longValue();
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12).map(Object.class::cast),
            Arbitraries.strings().ascii().ofMaxLength(12).map(Object.class::cast),
            Arbitraries.longs().between(-(1L << 55), 1L << 55).map(Object.class::cast),
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(19), BigInteger.TEN.pow(30))
                .map(Object.class::cast),
            Arbitraries.bigDecimals()
                .between(BigDecimal.TEN.pow(30).negate(), BigDecimal.TEN.pow(30))
                .ofScale(3)
                .map(number -> (Object) number.add(new BigDecimal("0.0001"))),
            Arbitraries.of(true, false));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(Object.class::cast),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(6), inner)
                    .ofMaxSize(4)
                    .map(Object.class::cast)),
        0,
        3);
  }
}
