package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'StringEquals': 'b' | 'b' | true",
        "'StringEquals': 'b' | 1 | false",
        "'StringLessThan': 'b' | 'a' | true",
        "'StringLessThan': 'b' | 'b' | false",
        "'StringGreaterThan': 'b' | 'c' | true",
        "'StringLessThanEquals': 'b' | 'b' | true",
        "'StringGreaterThanEquals': 'b' | 'a' | false",
        "'StringEqualsPath': '$.other' | 'o' | true",
        "'StringLessThanPath': '$.other' | 'n' | true",
        "'StringMatches': 'log-*.txt' | 'log-7.txt' | true",
        "'StringMatches': 'log-*.txt' | 'log-.txt' | true",
        "'StringMatches': 'log-*.txt' | 'log-7.txt.gz' | false",
        "'StringMatches': 'log-\\\\*.txt' | 'log-*.txt' | true",
        "'StringMatches': 'log-\\\\*.txt' | 'log-7.txt' | false",
        "'StringMatches': '*ExitCode\\\":75*' | '{\\\"ExitCode\\\":75}' | true",
        "'NumericEquals': 1.5 | 1.50 | true",
        "'NumericEquals': 1 | '1' | false",
        "'NumericLessThan': 2 | 1.99 | true",
        "'NumericGreaterThan': 2 | 2 | false",
        "'NumericLessThanEquals': 2 | 2.0 | true",
        "'NumericGreaterThanEquals': 2 | 2.01 | true",
        "'NumericEqualsPath': '$.number' | 7 | true",
        "'NumericGreaterThanPath': '$.number' | 8 | true",
        "'NumericEquals': 9007199254740993 | 9007199254740992 | false",
        "'BooleanEquals': true | true | true",
        "'BooleanEquals': true | false | false",
        "'BooleanEqualsPath': '$.flag' | true | true",
        "'TimestampEquals': '2026-01-01T00:00:00Z' | '2026-01-01T01:00:00+01:00' | true",
        "'TimestampLessThan': '2026-01-01T00:00:00Z' | '2025-12-31T23:59:59.999Z' | true",
        "'TimestampGreaterThan': '2026-01-01T00:00:00Z' | '2026-01-01T00:00:00Z' | false",
        "'TimestampLessThanEquals': '2026-01-01T00:00:00Z' | '2026-01-01' | false",
        "'TimestampGreaterThanEqualsPath': '$.time' | '2026-01-01T00:00:00Z' | true",
        "'IsNull': true | null | true",
        "'IsNull': false | 1 | true",
        "'IsNumeric': true | 1.5 | true",
        "'IsNumeric': true | '1' | false",
        "'IsString': true | '' | true",
        "'IsBoolean': true | false | true",
        "'IsTimestamp': true | '2026-01-01T00:00:00Z' | true",
        "'IsTimestamp': true | '2026-01-01t00:00:00z' | false",
        "'IsTimestamp': true | '2026-13-01T00:00:00Z' | false",
        "'IsPresent': true | null | true",
        "'IsPresent': false | 1 | false",
      })
  void compares(String operator, String value, boolean holds) {
    assertThat(holds("{'Variable': '$.value', %s}".formatted(operator), value)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'And': [{'Variable': '$.value', 'IsPresent': true}, {'Variable': '$.value', 'NumericEquals': 1}]} | 1 | true",
        "{'And': [{'Variable': '$.value', 'NumericEquals': 1}, {'Variable': '$.value', 'NumericEquals': 2}]} | 1 | false",
        "{'Or': [{'Variable': '$.value', 'NumericEquals': 1}, {'Variable': '$.value', 'NumericEquals': 2}]} | 2 | true",
        "{'Not': {'Variable': '$.value', 'NumericEquals': 1}} | 1 | false",
        "{'Not': {'Or': [{'Variable': '$.missing', 'IsPresent': true}]}} | 1 | true",
        "{'And': [{'Variable': '$.missing', 'IsPresent': true}, {'Variable': '$.missing', 'IsNull': true}]} | 1 | false",
      })
  void combines(String rule, String value, boolean holds) {
    assertThat(holds(rule, value)).isEqualTo(holds);
  }

  @Test
  void failsWhereAPathLeadsNowhere() {
    assertThat(
            choice(
                    "{'Variable': '$.missing', 'StringEquals': 'a', 'Next': 'Yes'}",
                    "'Default': 'No'")
                .error("{}"))
        .isEqualTo("States.Runtime");
  }

  @Test
  void failsWhenNothingMatchesAndThereIsNoDefault() {
    assertThat(
            choice(
                    "{'Variable': '$', 'IsNull': true, 'Next': 'Yes'}, {'Variable': '$', 'IsString': true, 'Next': 'No'}",
                    "'Comment': ''")
                .error("{}"))
        .isEqualTo("States.NoChoiceMatched");
  }

  @Test
  void takesTheFirstRuleThatMatchesAndItsVariables() {
    assertThat(
            ScriptedExecution.of(
                    json(
                        """
                        {'StartAt': 'Choose', 'States': {
                          'Choose': {'Type': 'Choice', 'Choices': [
                            {'Variable': '$.n', 'NumericGreaterThan': 1, 'Next': 'End',
                             'Assign': {'which': 'first'}},
                            {'Variable': '$.n', 'NumericGreaterThan': 0, 'Next': 'End',
                             'Assign': {'which.$': '$.n'}}],
                            'Default': 'End', 'Assign': {'which': 'none'}},
                          'End': {'Type': 'Pass', 'Parameters': {'which.$': '$which'},
                            'End': true}}}"""))
                .output("{\"n\": 2}"))
        .isEqualTo("{\"which\":\"first\"}");
  }

  private static boolean holds(String rule, String value) {
    String withNext = rule.substring(0, rule.length() - 1) + ", 'Next': 'Yes'}";
    return choice(withNext, "'Default': 'No'")
        .output(
            json(
                "{'value': %s, 'other': 'o', 'number': 7, 'flag': true, 'time': '2026-01-01T00:00:00Z'}"
                    .formatted(value)))
        .equals("true");
  }

  private static ScriptedExecution choice(String rules, String fields) {
    return ScriptedExecution.of(
        json(
            """
            {'StartAt': 'Choose', 'States': {
              'Choose': {'Type': 'Choice', 'Choices': [%s], %s},
              'Yes': {'Type': 'Pass', 'Result': true, 'End': true},
              'No': {'Type': 'Pass', 'Result': false, 'End': true}}}"""
                .formatted(rules, fields)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
