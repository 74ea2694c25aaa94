package dev.errand.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

  private static final JSON READER = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'string'}                    | 1      | Must be a text.",
        "{'type': 'object'}                    | []     | Must be an object.",
        "{'type': 'array'}                     | {}     | Must be a list.",
        "{'type': 'integer'}                   | 1.5    | Must be a whole number.",
        "{'type': 'number'}                    | '1'    | Must be a number.",
        "{'type': 'boolean'}                   | null   | Must be true or false.",
        "{'type': ['string', 'null']}          | 1      | Must be a text or null.",
        "{'enum': ['a', 'b', 3]}               | 'c'    | Must be one of a, b, 3.",
        "{'const': 'a'}                        | 'c'    | Must be a.",
        "{'minLength': 2}                      | 'a'    | Must have at least 2 characters.",
        "{'maxLength': 2}                      | 'abc'  | Must have at most 2 characters.",
        "{'minLength': 2, 'maxLength': 3}      | 'abcd' | Must have 2 to 3 characters.",
        "{'minItems': 1}                       | []     | Must have at least 1 elements.",
        "{'maxProperties': 0}                  | {'a':1}| Must have at most 0 fields.",
        "{'pattern': '^a+$'}                   | 'b'    | Must match the regular expression ^a+$.",
        "{'format': 'date'}                    | 'b'    | Must be a date such as 2021-12-31.",
        "{'minimum': 2}                        | 1      | Must be 2 or more.",
        "{'maximum': 2}                        | 3      | Must be 2 or less.",
        "{'exclusiveMinimum': 2}               | 2      | Must be more than 2.",
        "{'exclusiveMaximum': 2}               | 2      | Must be less than 2.",
        "{'multipleOf': 2}                     | 3      | Must be a multiple of 2.",
        "{'anyOf': [{'type': 'string'}, {'minimum': 5}]} | 3 | Must be what anyOf in the schema says.",
        "{'not': {'type': 'string'}}           | 'a'    | Must be what not in the schema says.",
        "{'type': 'string', 'minLength': 2, 'x-message': 'Must be a word.'} | 1 | Must be a word.",
        "{'anyOf': [{'type': 'string'}], 'x-message': 'Must be a word.'} | 1 | Must be a word.",
      })
  void saysWhatAValueHasToBe(String schema, String value, String detail) {
    assertThat(
            violations("{'properties': {'f': %s}}".formatted(schema), "{'f': %s}".formatted(value)))
        .containsExactly(new Violation("/f", detail));
  }

  @Test
  void namesEachMissingFieldInTheOrderOfTheSchema() {
    assertThat(
            violations("{'properties': {'o': {'required': ['z', 'b', 'a/b']}}}", "{'o': {'b': 1}}"))
        .containsExactly(
            new Violation("/o/z", "This field is required."),
            new Violation("/o/a~1b", "This field is required."));
  }

  @Test
  void namesEachFieldThatThereIsNot() {
    assertThat(
            violations(
                "{'properties': {'a': {}}, 'additionalProperties': false}",
                "{'b/': 1, 'a': 1, 'c~': 2}"))
        .containsExactly(
            new Violation("/b~1", "There is no such field. Remove it."),
            new Violation("/c~0", "There is no such field. Remove it."));
  }

  @Test
  void namesTheElementThatIsThereAlready() {
    assertThat(violations("{'uniqueItems': true}", "[1, 2, 1.0]"))
        .containsExactly(new Violation("/2", "Is in the list twice."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'allOf': [{'required': ['a']}]}",
        "{'$ref': '#/$defs/x', '$defs': {'x': {'required': ['a']}}}",
        "{'if': {'required': ['b']}, 'then': {'minProperties': 9}, 'else': {'required': ['a']}}",
        "{'if': {'required': ['c'], 'minProperties': 1}, 'else': {'required': ['a']}}",
      })
  void tellsTheErrorBelowAndNotThatOfItsContainer(String schema) {
    assertThat(violations(schema, "{}"))
        .containsExactly(new Violation("/a", "This field is required."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date | 2021-12-31 | 2021-02-30 2021-12-31+01:00 20211231 +12021-12-31 -2021-12-31",
        "date-time | 2021-12-31T10:00:00Z | 2021-12-31T10:00:00 2021-12-31 x",
        "uuid | 1266CD5A-1dfa-44f2-83ca-534c30b38555 | 1266cd5a 1-1-1-1-1",
        "uri | https://example.com/ | example.com :",
        "uri-reference | a/b | a:%",
        "regex | ^a$ | ( [a",
      })
  void assertsFormats(String format, String valid, String invalid) {
    JsonSchema schema = new JsonSchema(Map.of("format", format));

    assertThat(schema.violations(valid)).isEmpty();
    assertThat(schema.violations(1)).isEmpty();
    assertThat(List.of(invalid.split(" ")))
        .allSatisfy(text -> assertThat(schema.violations(text)).as(text).isNotEmpty());
  }

  /** In ECMA-262 it is; Java's would match before the last line feed. */
  @ParameterizedTest
  @CsvSource({"^a$", "^(?:a|b)$", "a$|x$", "[$a]$"})
  void takesADollarForTheEndOfTheText(String pattern) {
    JsonSchema schema = new JsonSchema(Map.of("pattern", pattern));

    assertThat(schema.violations("a")).isEmpty();
    assertThat(schema.violations("a\n")).isNotEmpty();
  }

  @Test
  void takesAnEscapedDollarAndOneInAClassForItself() {
    assertThat(new JsonSchema(Map.of("pattern", "^\\$[$^\\]$]$")).violations("$]")).isEmpty();
    assertThat(new JsonSchema(Map.of("pattern", "^\\\\$")).violations("\\")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'format': 'day'}", "{'pattern': '('}"})
  void refusesASchemaThatItWouldNotCheck(String schema) {
    assertThatThrownBy(() -> new JsonSchema(Map.of("items", json(schema))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** To reckon with it would take hours or all memory. */
  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e101"})
  void refusesANumberOfTooManyDigits(String number) {
    assertThat(
            violations(
                "{'items': {'multipleOf': 3}, 'uniqueItems': true}", "[%s]".formatted(number)))
        .containsExactly(
            new Violation(
                "/0", "Must be a number of at most 100 digits before the point and behind it."));
  }

  private static List<Violation> violations(String schema, String document) {
    return new JsonSchema(JsonTree.object(json(schema))).violations(json(document));
  }

  private static Object json(String text) {
    try {
      return READER.anyFrom(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
