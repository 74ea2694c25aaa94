package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.errand.states.definition.Definition;
import dev.errand.states.definition.Diagnostic;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.value.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State machines whose query language is JSONata. */
class JsonataTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$states.input.a | 1",
        "$states.context.Execution.Name | \"name\"",
        "$sum($states.input.list) | 6",
        "$states.input.list[$ > 1] | [2,3]",
        "$states.input.none | null",
        "{'x': $states.input.a + 0.5} | {\"x\":1.5}",
        "1 / 4 | 0.25",
        "1e3 | 1000",
        "[] | []",
        "'text' & 1 | \"text1\"",
        // the functions that AWS adds
        "$partition([1,2,3,4], 3) | [[1,2,3],[4]]",
        "$range(0, 6, 2) | [0,2,4,6]",
        "$hash('input data', 'SHA-1') | \"aaff4a450a104cd177d28d18d74485e8cae074b7\"",
        "$parse('{\"a\": [null, 1.5]}') | {\"a\":[null,1.5]}",
        "$random(7) = $random(7) | true",
        "$length($uuid()) | 36",
      })
  void evaluatesAnOutput(String expression, String output) {
    assertThat(pass(expression).output("{\"a\": 1, \"list\": [1,2,3], \"none\": null}"))
        .isEqualTo(output);
  }

  @Test
  void saysWhichExpressionFailedAndWhere() {
    ScriptedExecution run = pass("$states.input.missing");

    assertThat(run.cause("{}"))
        .isEqualTo(
            "An error occurred while executing the state 'P' (entered at the event id #2). "
                + "The JSONata expression '$states.input.missing' specified for the field 'Output' "
                + "returned nothing (undefined).");
    assertThat(run.types())
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed");
    assertThat(run.events().get(2).at("/evaluationFailedEventDetails/location").asText())
        .isEqualTo("Output");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1 + 'a'", "$number('x')", "$eval('1')", "$partition(1, 2)", "function($x){$x}"})
  void failsByNameWhateverGoesWrong(String expression) {
    assertThat(pass(expression).error("{}")).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void givesATaskItsArgumentsAndReadsItsResult() {
    ScriptedExecution run =
        machine(
                """
                'A': {'Type': 'Task', 'Resource': '%s', 'Next': 'B',
                  'Arguments': {'n': '{%% $states.input.n + 1 %%}', 'fixed': [true]},
                  'Assign': {'id': '{%% $states.result.Id %%}'},
                  'Output': {'was': '{%% $states.input %%}'}},
                'B': {'Type': 'Pass', 'Output': {'id': '{%% $id %%}', 'in': '{%% $states.input %%}'}, 'End': true}"""
                    .formatted(ScriptedExecution.SERVICE))
            .answering("{\"Id\": 7}");

    assertThat(run.output("{\"n\": 1}")).isEqualTo("{\"id\":7,\"in\":{\"was\":{\"n\":1}}}");
    assertThat(run.calls()).containsExactly("{\"n\":2,\"fixed\":[true]}");
  }

  @Test
  void catchesAnErrorWithItsOutput() {
    ScriptedExecution run =
        machine(
                """
                'A': {'Type': 'Task', 'Resource': '%s', 'End': true, 'Catch': [
                  {'ErrorEquals': ['States.ALL'], 'Next': 'B',
                   'Assign': {'why': '{%% $states.errorOutput.Cause %%}'},
                   'Output': '{%% $states.errorOutput.Error %%}'}]},
                'B': {'Type': 'Pass', 'Output': '{%% $states.input & $why %%}', 'End': true}"""
                    .formatted(ScriptedExecution.SERVICE))
            .failing("E", "c");

    assertThat(run.output("{}")).isEqualTo("\"Ec\"");
  }

  @Test
  void catchesItsOwnFailedExpression() {
    ScriptedExecution run =
        machine(
            """
            'A': {'Type': 'Task', 'Resource': '%s', 'End': true, 'Arguments': '{%% $nothing %%}',
              'Catch': [{'ErrorEquals': ['States.QueryEvaluationError'], 'Next': 'B'}]},
            'B': {'Type': 'Succeed'}"""
                .formatted(ScriptedExecution.SERVICE));

    assertThat(run.output("{}")).contains("States.QueryEvaluationError");
  }

  @Test
  void choosesByConditionsAndTakesTheRulesOutput() {
    ScriptedExecution run =
        machine(
            """
            'A': {'Type': 'Choice', 'Default': 'B', 'Output': 'default', 'Choices': [
              {'Condition': '{% $states.input.n > 5 %}', 'Next': 'B', 'Output': 'large',
               'Assign': {'n': '{% $states.input.n %}'}}]},
            'B': {'Type': 'Succeed'}""");

    assertThat(run.output("{\"n\": 6}")).isEqualTo("\"large\"");
    assertThat(run.output("{\"n\": 5}")).isEqualTo("\"default\"");
    assertThat(run.error("{}")).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void iteratesOverWhatAnExpressionGives() {
    ScriptedExecution run =
        machine(
            """
            'A': {'Type': 'Map', 'End': true, 'Items': '{% $states.input.list %}',
              'ItemSelector': {'v': '{% $states.context.Map.Item.Value %}'},
              'Output': '{% $sum($states.result) %}',
              'ItemProcessor': {'StartAt': 'I', 'States': {
                'I': {'Type': 'Pass', 'Output': '{% $states.input.v * 2 %}', 'End': true}}}}""");

    assertThat(run.output("{\"list\": [1,2,3]}")).isEqualTo("12");
    assertThat(run.cause("{\"list\": 1}"))
        .endsWith("Expected 'array', but was 'number' for value: 1");
    assertThat(run.types()).endsWith("EvaluationFailed", "MapStateFailed", "ExecutionFailed");
  }

  @Test
  void waitsAndFailsAsExpressionsSay() {
    ScriptedExecution run =
        machine(
            """
            'A': {'Type': 'Wait', 'Seconds': '{% $states.input.s %}', 'Next': 'B'},
            'B': {'Type': 'Fail', 'Error': '{% \\'E\\' & $states.input.s %}', 'Cause': 'c'}""");

    assertThat(run.with("{\"s\": 3}"))
        .isEqualTo(
            ExecutionResult.of(ExecutionResult.Kind.FAILED, Optional.of("E3"), Optional.of("c")));
    assertThat(run.error("{\"s\": \"3\"}")).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void refusesAnExpressionThatCannotBeParsed() {
    assertThat(catchThrowable(() -> pass("1 +")))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining("INVALID_JSONATA_EXPRESSION")
        .hasMessageContaining("/States/P/Output");
  }

  private static ScriptedExecution pass(String expression) {
    return ScriptedExecution.of(
        Json.write(
            Json.object()
                .put("QueryLanguage", "JSONata")
                .put("StartAt", "P")
                .set(
                    "States",
                    Json.object()
                        .set(
                            "P",
                            Json.object()
                                .put("Type", "Pass")
                                .put("Output", "{% " + expression + " %}")
                                .put("End", true)))));
  }

  private static ScriptedExecution machine(String states) {
    return ScriptedExecution.of(
        ScriptedExecution.quoted(
            "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {%s}}".formatted(states)));
  }

  /** What ValidateStateMachineDefinition of AWS answered to these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "phone | phone",
        "phone[0] | phone",
        "$.phone | $",
        "phone = 1 | phone",
        "$map($states.input.a, function($x){ b }) | b",
        "{aaa: 1} | aaa",
        // by the same rule
        "$states.input.a + `b c` | b c",
        "-a | a",
        "[a..3] | a",
        "a.b.c | a",
        "'a'.b | a",
        "($x := a; $x) | a",
        "$states.input ? a : 1 | a",
        "$states.input.a ~> $sum(b) | b",
        "a^(>b) | a",
        "a[b] | a",
      })
  void refusesANameThatIsReadFromNowhere(String expression, String name) {
    assertThat(problems(expression))
        .containsExactly(
            new Diagnostic(
                "UNSUPPORTED_JSONATA_EXPRESSION",
                "Reference to '%s' at the top level is not supported.".formatted(name),
                "/States/P/Output"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.phone",
        "$states.input.items[phone > 3]",
        "$map($states.input.a, function($x){ $x.phone })",
        "$phone",
        "$states.input.items^(>price, name).{'n': name}",
        "$states.input.items{category: $sum(price)}",
        "$states.input.a@$x.b#$i.{'x': $x.y, 'i': $i}",
        "$states.input.a.(b; $sum(c))",
        "$match($states.input.a, /phone (a\\/b)/i)",
        "$states.input.a /* phone */ / 2",
        "'phone' & \"it's \\\" phone\"",
        "$states.input.a and true or $states.input.b in [1, null]",
        "$states.input.a.and.or.in",
        "function($a, $b)<nn:n>{ $a + $b }(1, 2)",
        "$sum(?, 2)(1)",
        "$states.input ~> |items|{'price': price * 2}, ['old']|",
        "$states.**.phone.%.items.*"
      })
  void takesANameThatIsReadFromSomething(String expression) {
    assertThat(problems(expression)).isEmpty();
  }

  @Test
  void namesTheSpotOfEachExpressionAndEachName() {
    assertThat(
            problemsOf(
                "{'Type': 'Pass', 'Output': {'a': {'b': [1, '{% x + y %}']}}, 'Assign': {'Next': '{% z %}'}, 'End': true}"))
        .extracting(Diagnostic::toString)
        .containsExactlyInAnyOrder(
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'x' at the top level is not supported. at /States/P/Output/a/b[1]",
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'y' at the top level is not supported. at /States/P/Output/a/b[1]",
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'z' at the top level is not supported. at /States/P/Assign/Next");
    assertThat(problemsOf("{'Type': 'Wait', 'Seconds': '{% a %}', 'End': true}"))
        .extracting(Diagnostic::location)
        .containsExactly("/States/P/Seconds");
    assertThat(problemsOf("{'Type': 'Fail', 'Cause': '{% a %}'}"))
        .extracting(Diagnostic::location)
        .containsExactly("/States/P/Cause");
  }

  @Test
  void refusesTheWholeInputByTheNameOfJsonata() {
    assertThat(problems("$states.input.a[$$.b]"))
        .extracting(Diagnostic::message)
        .containsExactly("Reference to '$$' is not supported.");
  }

  @Test
  void knowsTheErrorOutputInACatcherOnly() {
    String task =
        "{'Type': 'Task', 'Resource': '%s', 'End': true, 'Output': '%s', 'Catch': [{'ErrorEquals':"
            + " ['States.ALL'], 'Next': 'P', 'Output': '{%% $states.errorOutput.Cause %%}'}]}";

    assertThat(problemsOf(task.formatted(ScriptedExecution.SERVICE, "fixed"))).isEmpty();
    assertThat(problemsOf(task.formatted(ScriptedExecution.SERVICE, "{% $states.errorOutput %}")))
        .extracting(Diagnostic::toString)
        .containsExactly(
            "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist. at /States/P/Output");
  }

  /** What ValidateStateMachineDefinition of AWS answered to these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a[1,2) | Expected \"]\", got \",\"",
        "\"unterminated | String literal must be terminated by a matching quote",
        "1 + | Unexpected end of expression",
        "{\"a\":} | The symbol \"}\" cannot be used as a unary operator",
        "$match(\"a\", /abc | No terminating / in regular expression",
      })
  void saysWhyAnExpressionIsNotValid(String expression, String message) {
    assertThat(problems(expression))
        .containsExactly(new Diagnostic("INVALID_JSONATA_EXPRESSION", message, "/States/P/Output"));
  }

  @Test
  void anExpressionWithALongTextIsReadAsQuickly() {
    assertThat(problems("'" + "\\n".repeat(50_000) + "x".repeat(50_000) + "'")).isEmpty();
  }

  private static List<Diagnostic> problems(String expression) {
    return problemsOf(
        Json.write(
            Json.object()
                .put("Type", "Pass")
                .put("End", true)
                .put("Output", "{% " + expression + " %}")));
  }

  private static List<Diagnostic> problemsOf(String state) {
    String definition =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"P\", \"States\": {\"P\": %s}}"
            .formatted(state.startsWith("{'") ? state.replace('\'', '"') : state);
    return catchThrowable(() -> Definition.read(definition, resource -> Optional.empty()))
            instanceof InvalidDefinition invalid
        ? invalid.problems()
        : List.of();
  }
}
