package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, strings and binaries as sort keys, and arithmetic, against the JDK. */
class KeyOrderTest {

  private static final int MAX_DIGITS = 38;

  @Property(tries = 100)
  void numbersSortByTheirValueAndComeBackWithoutExponentOrTrailingZeros(
      @ForAll("numberSets") Set<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().filter(distinctByValue()).toList();

    assertThat(sortedByStore("N", numbers, BigDecimal::toString))
        .containsExactlyElementsOf(sorted.stream().map(KeyOrderTest::normal).toList());
  }

  @Property(tries = 100)
  void stringsSortByTheirUtf8Bytes(@ForAll("strings") Set<String> strings) {
    List<String> sorted =
        strings.stream()
            .sorted(
                Comparator.comparing(
                    text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
            .toList();

    assertThat(sortedByStore("S", strings, text -> text)).containsExactlyElementsOf(sorted);
  }

  @Property(tries = 100)
  void binariesSortAsUnsignedBytes(
      @ForAll @Size(min = 1, max = 20) Set<@Size(min = 1, max = 5) List<Byte>> binaries) {
    List<String> sorted =
        binaries.stream()
            .map(KeyOrderTest::bytes)
            .sorted(Arrays::compareUnsigned)
            .map(Base64.getEncoder()::encodeToString)
            .toList();

    assertThat(
            sortedByStore("B", binaries, list -> Base64.getEncoder().encodeToString(bytes(list))))
        .containsExactlyElementsOf(sorted);
  }

  @Property(tries = 300)
  void additionIsExactOrRefused(
      @ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal two) {
    BigDecimal sum = one.add(two);
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      put(calls, "N", "1", "\"n\": {\"N\": \"%s\"}".formatted(one));
      String update =
          """
          {"TableName": "things", "Key": {"p": {"S": "p"}, "s": {"N": "1"}},
           "UpdateExpression": "SET n = n + :n", "ReturnValues": "UPDATED_NEW",
           "ExpressionAttributeValues": {":n": {"N": "%s"}}}
          """
              .formatted(two);
      if (sum.signum() != 0 && sum.stripTrailingZeros().precision() > MAX_DIGITS) {
        assertThatThrownBy(() -> calls.call("UpdateItem", update))
            .isInstanceOf(DynamoDbException.class);
      } else {
        assertThat(calls.call("UpdateItem", update).at("/Attributes/n/N").textValue())
            .isEqualTo(normal(sum));
      }
    }
  }

  @Property(tries = 300)
  void comparisonsAreThoseOfTheNumbers(
      @ForAll("numbers") BigDecimal one, @ForAll("numbers") BigDecimal two) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      put(calls, "N", "1", "\"n\": {\"N\": \"%s\"}".formatted(one));
      int order = one.compareTo(two);
      Map.of("<", order < 0, "<=", order <= 0, "=", order == 0, ">=", order >= 0, ">", order > 0)
          .forEach(
              (operator, holds) ->
                  assertThat(
                          calls
                              .call(
                                  "Scan",
                                  """
                                  {"TableName": "things", "FilterExpression": "n %s :n",
                                   "ExpressionAttributeValues": {":n": {"N": "%s"}}}
                                  """
                                      .formatted(operator, two))
                              .get("Count")
                              .intValue())
                      .as("%s %s %s", one, operator, two)
                      .isEqualTo(holds ? 1 : 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9E+125, 2E+125",
    "-9E+125, -2E+125",
    "1.5E-130, -1.4E-130",
    "1E+20, 1E-20",
    "99999999999999999999999999999999999999, 0.1"
  })
  void refusesASumOutOfRangeAndKeepsTheItem(String one, String two) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      put(calls, "N", "1", "\"n\": {\"N\": \"%s\"}".formatted(one));
      for (String update : List.of("SET n = n + :n", "ADD n :n")) {
        assertThatThrownBy(
                () ->
                    calls.call(
                        "UpdateItem",
                        """
                        {"TableName": "things", "Key": {"p": {"S": "p"}, "s": {"N": "1"}},
                         "UpdateExpression": "%s",
                         "ExpressionAttributeValues": {":n": {"N": "%s"}}}
                        """
                            .formatted(update, two)))
            .isInstanceOfSatisfying(
                DynamoDbException.class,
                e -> assertThat(e.type()).isEqualTo(DynamoDbException.Type.VALIDATION));
      }
      assertThat(new BigDecimal(all(calls).get("Items").get(0).at("/n/N").textValue()))
          .isEqualByComparingTo(one);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e125, 1",
    "-9.9999999999999999999999999999999999999E+125, 1",
    "1E-130, 1",
    "0e500, 1"
  })
  void takesNumbersUpToTheEndsOfTheRange(String number) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      put(calls, "N", number, "\"n\": {\"N\": \"1\"}");
      assertThat(new BigDecimal(all(calls).get("Items").get(0).at("/s/N").textValue()))
          .isEqualByComparingTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1E126",
        "9E-131",
        "1.00000000000000000000000000000000000001",
        "",
        "1,5",
        "0x1",
        "NaN",
        "1e"
      })
  void refusesWhatIsNoNumberOrOutOfRange(String number) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      assertThatThrownBy(() -> put(calls, "N", number, "\"n\": {\"N\": \"1\"}"))
          .isInstanceOf(DynamoDbException.class)
          .extracting(e -> ((DynamoDbException) e).type())
          .isEqualTo(DynamoDbException.Type.VALIDATION);
    }
  }

  @Test
  void equalNumbersAreOneKey() {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", "N");
      for (String same : List.of("100", "1e2", "1.00E+2", "+100.0", "00100")) {
        put(calls, "N", same, "\"n\": {\"N\": \"1\"}");
      }
      assertThat(all(calls).get("Count").intValue()).isEqualTo(1);
    }
  }

  private static <T> List<String> sortedByStore(
      String type, Set<T> keys, Function<T, String> text) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable("things", type);
      keys.forEach(key -> put(calls, type, text.apply(key), "\"n\": {\"N\": \"1\"}"));
      return all(calls)
          .get("Items")
          .valueStream()
          .map(item -> item.get("s").get(type).textValue())
          .toList();
    }
  }

  private static void put(Calls calls, String type, String key, String attribute) {
    ObjectNode item = (ObjectNode) Calls.json("{%s}".formatted(attribute));
    item.putObject("p").put("S", "p");
    item.putObject("s").put(type, key);
    ObjectNode request = Calls.MAPPER.createObjectNode().put("TableName", "things");
    request.set("Item", item);
    calls.call("PutItem", request);
  }

  private static JsonNode all(Calls calls) {
    return calls.call(
        "Query",
        """
        {"TableName": "things", "KeyConditionExpression": "p = :p",
         "ExpressionAttributeValues": {":p": {"S": "p"}}}
        """);
  }

  private static Predicate<BigDecimal> distinctByValue() {
    Set<BigDecimal> seen = new TreeSet<>();
    return seen::add;
  }

  private static String normal(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static byte[] bytes(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    Arbitrary<BigInteger> digits =
        Arbitraries.oneOf(
            Arbitraries.bigIntegers()
                .between(
                    BigInteger.TEN.pow(MAX_DIGITS).subtract(BigInteger.ONE).negate(),
                    BigInteger.TEN.pow(MAX_DIGITS).subtract(BigInteger.ONE)),
            Arbitraries.bigIntegers().between(BigInteger.valueOf(-120), BigInteger.valueOf(120)));
    return Combinators.combine(digits, Arbitraries.integers().between(-80, 90)).as(BigDecimal::new);
  }

  @Provide
  Arbitrary<Set<BigDecimal>> numberSets() {
    return numbers().set().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<Set<String>> strings() {
    return Arbitraries.strings()
        .withChars('a', 'b', '\u0000', '\u0001', 'ä', '\uffff', '€')
        .ofMinLength(1)
        .ofMaxLength(4)
        .map(text -> text.contains("b") ? text + "\ud83d\ude00" : text)
        .set()
        .ofMinSize(1)
        .ofMaxSize(20);
  }
}
