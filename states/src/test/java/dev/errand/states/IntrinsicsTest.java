package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.jsonpath.Expression;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the examples of AWS's page "Intrinsic functions"
        "States.Array('a', 1, $.n, null, true) | [\"a\",1,{\"x\":[1]},null,true]",
        "States.Array() | []",
        "States.ArrayPartition($.inputArray, 4) | [[1,2,3,4],[5,6,7,8],[9]]",
        "States.ArrayContains($.inputArray, $.lookingFor) | true",
        "States.ArrayContains($.inputArray, 10) | false",
        "States.ArrayContains($.decimals, 1.5) | true",
        "States.ArrayRange(1, 9, 2) | [1,3,5,7,9]",
        "States.ArrayRange(3, 1, -1) | [3,2,1]",
        "States.ArrayRange(3, 1, 1) | []",
        "States.ArrayGetItem($.inputArray, 5) | 6",
        "States.ArrayLength($.inputArray) | 9",
        "States.ArrayUnique($.twice) | [1,2,3,4]",
        "States.Base64Encode('Data to encode') | \"RGF0YSB0byBlbmNvZGU=\"",
        "States.Base64Decode('RGVjb2RlZCBkYXRh') | \"Decoded data\"",
        "States.Hash('input data', 'SHA-1') | \"aaff4a450a104cd177d28d18d74485e8cae074b7\"",
        "States.JsonMerge($.json1, $.json2, false) | {\"a\":{\"a3\":1,\"a4\":2},\"b\":2,\"c\":3}",
        "States.Format('{}', $.json2) | \"{a={a3=1, a4=2}, c=3}\"",
        "States.StringToJson('') | null",
        "States.MathAdd(1.5, 0) | 2",
        "States.MathAdd(-1.5, 0) | -1",
        "States.StringToJson('{\"number\": 20}') | {\"number\":20}",
        "States.JsonToString($.json2) | \"{\\\"a\\\":{\\\"a3\\\":1,\\\"a4\\\":2},\\\"c\\\":3}\"",
        "States.JsonToString($.decimals) | \"[1.50]\"",
        "States.MathAdd(111, -1) | 110",
        "States.StringSplit('1,2,3,4,5', ',') | [\"1\",\"2\",\"3\",\"4\",\"5\"]",
        "States.StringSplit('This.is+a,test=string', '.+,=') | [\"This\",\"is\",\"a\",\"test\",\"string\"]",
        "States.StringSplit('', ',') | []",
        "States.Format('Hello, my name is {}.', $.name) | \"Hello, my name is Arnav.\"",
        "States.Format('{} {} {}', 1.50, null, $.twice) | \"1.50 null [1, 2, 2, 3, 4]\"",
        "States.Format('\\{{}\\} it\\'s a \\\\', 'x') | \"{x} it's a \\\\\"",
        "States.Format('{}', 'a, (b) [c]') | \"a, (b) [c]\"",
        "States.Array('it\\'s', '\\\\') | [\"it's\",\"\\\\\"]",
        "States.ArrayLength(States.StringSplit(States.Format('{},{}', 1, 2), ',')) | 2",
        "States.ArrayGetItem($.inputArray[?(@ > 7)], 1) | 9",
        "States.Array($['name'], $$.Execution.Name, $v.x) | [\"Arnav\",\"it\",7]",
      })
  void answersAsAwsDocuments(String call, String json) {
    assertThat(Json.write(evaluate(call))).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.ArrayGetItem($.inputArray, 9)",
        "States.ArrayGetItem($.inputArray, -1)",
        "States.ArrayLength('text')",
        "States.ArrayPartition($.inputArray, 0)",
        "States.ArrayRange(1, 2000, 1)",
        "States.ArrayRange(1, 2, 0)",
        "States.Base64Decode('*')",
        "States.Hash('x', 'SHA-3')",
        "States.JsonMerge($.json1, $.json2, true)",
        "States.JsonMerge($.json1, 1, false)",
        "States.MathAdd(2147483647, 1)",
        "States.MathAdd('1', 1)",
        "States.MathRandom(2, 2)",
        "States.StringToJson('{')",
        "States.StringSplit(1, ',')",
        "States.Format('{}')",
        "States.Format('none', 1)",
        "States.Format('{', 1)",
      })
  void failsByNameWhenItsArgumentsAreWrong(String call) {
    assertThatThrownBy(() -> evaluate(call))
        .isInstanceOfSatisfying(
            StatesError.class,
            error -> assertThat(error.error()).hasValue("States.IntrinsicFailure"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Nothing(1)",
        "States.UUID",
        "States.UUID(1)",
        "States.MathAdd(1)",
        "States.MathAdd(1, 2",
        "States.MathAdd(1, 2) x",
        "States.Format('open)",
        "States.Array(word)",
        "States.Array('a \\\"quote\\\"')",
        "States.Array('a new\\nline')",
        "States.Array({})",
        "States.Array($.a[)",
        "States.Array(States.Array(States.Array(States.Array(States.Array(States.Array("
            + "States.Array(States.Array(States.Array(States.Array(States.Array(1)))))))))))",
      })
  void isRefusedWhenItIsNoCall(String text) {
    assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesAnotherUuidEachTime() {
    assertThat(evaluate("States.UUID()").textValue())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        .isNotEqualTo(evaluate("States.UUID()").textValue());
  }

  @Property(tries = 200)
  void drawsWithinItsBoundsAndTheSameForTheSameSeed(
      @ForAll @IntRange(min = -1000, max = 1000) int from,
      @ForAll @IntRange(min = 1, max = 1000) int width,
      @ForAll int seed) {
    String call = "States.MathRandom(%d, %d, %d)".formatted(from, from + width, seed);

    assertThat(evaluate(call).intValue()).isBetween(from, from + width - 1);
    assertThat(evaluate(call)).isEqualTo(evaluate(call));
  }

  @Property(tries = 200)
  void writesAndReadsAnyTextBack(@ForAll String text) {
    JsonNode written =
        Expression.parse("States.JsonToString($)")
            .evaluate(scope(Json.MAPPER.getNodeFactory().textNode(text)), "x.$");

    assertThat(
            Expression.parse("States.StringToJson($)").evaluate(scope(written), "x.$").textValue())
        .isEqualTo(text);
  }

  private static JsonNode evaluate(String call) {
    JsonNode data =
        ScriptedExecution.json(
            """
            {"n": {"x": [1]}, "name": "Arnav", "inputArray": [1,2,3,4,5,6,7,8,9], "lookingFor": 5,
             "decimals": [1.50], "twice": [1,2,2,3,4], "json1": {"a": {"a1": 1, "a2": 2}, "b": 2},
             "json2": {"a": {"a3": 1, "a4": 2}, "c": 3}}""");
    return Expression.parse(call).evaluate(scope(data), "x.$");
  }

  private static EvaluationScope scope(JsonNode data) {
    return new EvaluationScope(
        data,
        Optional.empty(),
        Optional.empty(),
        () -> ScriptedExecution.json("{\"Execution\": {\"Name\": \"it\"}}"),
        Map.of("v", ScriptedExecution.json("{\"x\": 7}")));
  }
}
