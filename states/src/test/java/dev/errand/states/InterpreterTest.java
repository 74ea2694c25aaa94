package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpreterTest {

  @Test
  void passesItsInputOn() {
    assertThat(pass("").output("{\"b\": 1.50, \"a\": [null, 1E+2]}"))
        .isEqualTo("{\"b\":1.50,\"a\":[null,1E+2]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the examples of the specification, "Data"
        "'ResultPath': '$.sum', 'Parameters': {'x.$': '$.a'} | {'a':1} | {'a':1,'sum':{'x':1}}",
        "'Result': {'x-datum': 0, 'y-datum': 600}, 'ResultPath': '$.coords' | {'t':2} | {'t':2,'coords':{'x-datum':0,'y-datum':600}}",
        "'InputPath': '$.numbers', 'ResultPath': null | {'numbers':[1]} | {'numbers':[1]}",
        "'InputPath': null | {'a':1} | {}",
        "'OutputPath': '$.a' | {'a':{'b':2}} | {'b':2}",
        "'OutputPath': null | {'a':1} | {}",
        "'InputPath': '$$.Execution.Name' | {} | 'name'",
        "'InputPath': '$.a[1:3]' | {'a':[1,2,3,4]} | [2,3]",
        "'InputPath': '$.a[?(@.b > 1)].b' | {'a':[{'b':1},{'b':2}]} | [2]",
        "'InputPath': '$.a' | {'a':null} | null",
        "'Parameters': {'now.$': '$$.State.EnteredTime', 'of.$': '$$.StateMachine.Name'} | {} | {'now':'2026-01-31T08:00:00.500Z','of':'machine'}",
        "'Parameters': {'a': [{'b.$': '$'}]} | 7 | {'a':[{'b':7}]}",
        "'ResultPath': '$.list[1]', 'Result': 9 | {'list':[1,2]} | {'list':[1,9]}",
      })
  void selectsAndPlacesData(String fields, String input, String output) {
    assertThat(pass(json(fields)).output(json(input))).isEqualTo(json(output));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'InputPath': '$.missing' | States.Runtime",
        "'OutputPath': '$.missing' | States.Runtime",
        "'Parameters': {'x.$': '$.missing'} | States.Runtime",
        "'Parameters': {'x.$': 'States.ArrayGetItem($.a, 5)'} | States.IntrinsicFailure",
        "'ResultPath': '$.a.b', 'Result': 1 | States.ResultPathMatchFailure",
        "'ResultPath': '$.a[2]', 'Result': 1 | States.ResultPathMatchFailure",
      })
  void failsByTheNameOfWhatWentWrong(String fields, String error) {
    assertThat(pass(json(fields)).error("{\"a\": [1, 2]}")).isEqualTo(error);
  }

  @Test
  void refusesDataAbove256KiB() {
    String large = "\"%s\"".formatted("x".repeat(150_000));

    assertThat(pass(json("'Parameters': {'a.$': '$', 'b.$': '$'}")).error(large))
        .isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void assignsVariablesThatLaterStatesRead() {
    assertThat(
            ScriptedExecution.of(
                    json(
                        """
                        {'StartAt': 'A', 'States': {
                          'A': {'Type': 'Pass', 'Assign': {'x.$': '$.n', 'y': 2}, 'Next': 'B'},
                          'B': {'Type': 'Pass', 'Next': 'C', 'ResultPath': null,
                            'Assign': {'x': 10, 'z.$': 'States.MathAdd($x, $y)'}},
                          'C': {'Type': 'Pass', 'End': true,
                            'Parameters': {'x.$': '$x', 'z.$': '$z'}}}}"""))
                .output("{\"n\": 1}"))
        .isEqualTo("{\"x\":10,\"z\":3}");
  }

  @Test
  void givesATaskItsParametersAndPlacesTheSelectedResult() {
    ScriptedExecution run =
        task("""
                'Parameters': {'text.$': 'States.JsonToString($)', 'try.$': '$$.State.RetryCount'},
                'ResultSelector': {'id.$': '$.Id'}, 'ResultPath': '$.task'""")
            .answering("{\"Id\": 7, \"Other\": 8}");

    assertThat(run.output("{\"a\":1.10}")).isEqualTo("{\"a\":1.10,\"task\":{\"id\":7}}");
    assertThat(run.calls()).containsExactly("{\"text\":\"{\\\"a\\\":1.10}\",\"try\":0}");
  }

  @Test
  void assignsFromTheRawResultOfATask() {
    ScriptedExecution run =
        ScriptedExecution.of(
                json(
                    """
                    {'StartAt': 'A', 'States': {
                      'A': {'Type': 'Task', 'Resource': '%s', 'Assign': {'id.$': '$.Id'},
                        'ResultSelector': {'x': 1}, 'Next': 'B'},
                      'B': {'Type': 'Pass', 'Parameters': {'id.$': '$id'}, 'End': true}}}"""
                        .formatted(ScriptedExecution.SERVICE)))
            .answering("{\"Id\": 7}");

    assertThat(run.output("{}")).isEqualTo("{\"id\":7}");
  }

  @Test
  void retriesAsTheExampleOfTheSpecificationDoes() {
    ScriptedExecution run =
        task("""
                'Retry': [
                  {'ErrorEquals': ['ErrorA', 'ErrorB'], 'IntervalSeconds': 1, 'BackoffRate': 2,
                   'MaxAttempts': 2},
                  {'ErrorEquals': ['ErrorC'], 'IntervalSeconds': 5}],
                'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}]""")
            .failing("ErrorA", "1")
            .failing("ErrorB", "2")
            .failing("ErrorC", "3")
            .failing("ErrorB", "4");

    assertThat(run.output("{}")).isEqualTo("{\"Error\":\"ErrorB\",\"Cause\":\"4\"}");
    assertThat(delays(run))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  @Test
  void capsTheDelayAndCountsEachRetrierByItself() {
    ScriptedExecution run =
        task(
            """
            'Retry': [{'ErrorEquals': ['States.ALL'], 'IntervalSeconds': 10, 'BackoffRate': 3,
              'MaxDelaySeconds': 50, 'MaxAttempts': 4}]""");
    List.of("1", "2", "3", "4", "5").forEach(cause -> run.failing("E", cause));

    assertThat(run.error("{}")).isEqualTo("E");
    assertThat(delays(run)).extracting(Duration::toSeconds).containsExactly(10L, 30L, 50L, 50L);
  }

  @Test
  void drawsADelayBetweenNothingAndAllOfItUnderFullJitter() {
    ScriptedExecution run =
        task(
            """
            'Retry': [{'ErrorEquals': ['States.ALL'], 'IntervalSeconds': 100, 'BackoffRate': 1,
              'MaxAttempts': 200, 'JitterStrategy': 'FULL'}]""");
    for (int i = 0; i <= 200; i++) {
      run.failing("E", "");
    }
    run.with("{}");

    assertThat(delays(run))
        .hasSize(200)
        .allMatch(delay -> !delay.isNegative() && delay.toSeconds() <= 100)
        .anyMatch(delay -> delay.toSeconds() < 20)
        .anyMatch(delay -> delay.toSeconds() > 80);
  }

  @ParameterizedTest
  @CsvSource({
    "States.ALL, Any, true",
    "States.ALL, States.Timeout, true",
    "States.ALL, States.DataLimitExceeded, false",
    "States.ALL, States.Runtime, false",
    "States.TaskFailed, Any, true",
    "States.TaskFailed, States.TaskFailed, true",
    "States.TaskFailed, ECS.AmazonECSException, true",
    "States.TaskFailed, States.Timeout, false",
    "States.TaskFailed, States.Runtime, false",
    "States.Runtime, States.Runtime, false",
    "States.Timeout, States.Timeout, true",
    "States.Timeout, States.HeartbeatTimeout, true",
    "States.Timeout, States.TaskFailed, false",
    "Any, Any, true",
    "Any, any, false",
  })
  void matchesErrorNamesAsStepFunctionsDoes(String name, String error, boolean matches) {
    assertThat(new StatesError(error, "").isNamedBy(List.of(name))).isEqualTo(matches);
  }

  @Test
  void aHeartbeatThatIsMissedIsATimeoutWithANameOfItsOwn() {
    StatesError missed = StatesError.heartbeatTimeout();

    assertThat(missed.error()).hasValue("States.Timeout");
    assertThat(missed.isNamedBy(List.of("States.HeartbeatTimeout"))).isTrue();
    assertThat(missed.isNamedBy(List.of("States.Timeout"))).isTrue();
    assertThat(missed.isNamedBy(List.of("States.TaskFailed"))).isFalse();
    assertThat(StatesError.timeout().isNamedBy(List.of("States.HeartbeatTimeout"))).isFalse();
  }

  @Test
  void keepsTheInputBesideACaughtErrorAndAssignsFromIt() {
    ScriptedExecution run =
        ScriptedExecution.of(
                json(
                    """
                    {'StartAt': 'A', 'States': {
                      'A': {'Type': 'Task', 'Resource': '%s', 'End': true, 'Catch': [
                        {'ErrorEquals': ['States.TaskFailed'], 'ResultPath': null,
                         'Assign': {'why.$': '$.Cause'}, 'Next': 'B'}]},
                      'B': {'Type': 'Pass', 'End': true,
                        'Parameters': {'in.$': '$', 'exit.$': 'States.StringToJson($why)'}}}}"""
                        .formatted(ScriptedExecution.SERVICE)))
            .failing("States.TaskFailed", "{\"ExitCode\": 75}");

    assertThat(run.output("{\"a\":1}")).isEqualTo("{\"in\":{\"a\":1},\"exit\":{\"ExitCode\":75}}");
  }

  @Test
  void cannotCatchAPathThatLeadsNowhere() {
    ScriptedExecution run =
        task(
            """
            'Parameters': {'x.$': '$.missing'},
            'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}]""");

    assertThat(run.error("{}")).isEqualTo("States.Runtime");
    assertThat(run.cause("{}"))
        .isEqualTo(
            "An error occurred while executing the state 'A' (entered at the event id #2). "
                + "The JSONPath '$.missing' specified for the field 'x.$' could not be found in the input '{}'");
  }

  @Test
  void tellsHowLongATaskMayTake() {
    ScriptedExecution fixed = task("'TimeoutSeconds': 60").answering("1");
    ScriptedExecution found = task("'TimeoutSecondsPath': '$.limit'").answering("1");
    fixed.with("{}");
    found.with("{\"limit\": 7}");

    assertThat(scheduled(fixed).path("timeoutInSeconds").intValue()).isEqualTo(60);
    assertThat(scheduled(found).path("timeoutInSeconds").intValue()).isEqualTo(7);
    assertThat(task("'TimeoutSecondsPath': '$.limit'").error("{\"limit\": 1.5}"))
        .isEqualTo("States.Runtime");
  }

  private static JsonNode scheduled(ScriptedExecution run) {
    return run.events().get(2).path("taskScheduledEventDetails");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Seconds': 90 | 90",
        "'SecondsPath': '$.n' | 7",
        "'Timestamp': '2026-01-31T09:00:00.5+00:00' | 3600",
        "'TimestampPath': '$.at' | 0",
      })
  void waitsUntilTheTimeThatItStates(String field, long seconds) {
    ScriptedExecution run =
        ScriptedExecution.ofState(json("{'Type': 'Wait', 'End': true, %s}".formatted(field)));
    run.with("{\"n\": 7, \"at\": \"2026-01-31T07:00:00.500Z\"}");

    assertThat(run.pauses("WaitStateExited")).containsExactly(Duration.ofSeconds(seconds));
  }

  @Test
  void failsWithTheErrorAndCauseThatItStatesOrFinds() {
    assertThat(
            ScriptedExecution.ofState(json("{'Type': 'Fail', 'Error': 'E', 'CausePath': '$.why'}"))
                .with("{\"why\": \"because\"}"))
        .isEqualTo(
            ExecutionResult.of(
                ExecutionResult.Kind.FAILED, Optional.of("E"), Optional.of("because")));
    assertThat(
            ScriptedExecution.ofState(
                    json("{'Type': 'Fail', 'CausePath': 'States.Format(\\'{} rows\\', $.n)'}"))
                .with("{\"n\": 3}"))
        .isEqualTo(
            ExecutionResult.of(
                ExecutionResult.Kind.FAILED, Optional.empty(), Optional.of("3 rows")));
  }

  @Test
  void succeeds() {
    assertThat(
            ScriptedExecution.ofState(json("{'Type': 'Succeed', 'InputPath': '$.a'}"))
                .output("{\"a\":1}"))
        .isEqualTo("1");
  }

  private static List<Duration> delays(ScriptedExecution run) {
    List<Duration> pauses = run.pauses("TaskScheduled");
    return pauses.subList(1, pauses.size());
  }

  private static ScriptedExecution pass(String fields) {
    return ScriptedExecution.ofState(
        json("{'Type': 'Pass', 'End': true%s}")
            .formatted(
                Optional.of(fields).filter(f -> !f.isEmpty()).map(f -> ", " + f).orElse("")));
  }

  /** A task that fails into the state Z, which passes on what was caught. */
  private static ScriptedExecution task(String fields) {
    String text = fields.contains("'Next': 'Z'") ? ", 'Z': {'Type': 'Pass', 'End': true}" : "";
    return ScriptedExecution.of(
        json("{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': '%s', 'End': true, %s}%s}}")
            .formatted(ScriptedExecution.SERVICE, json(fields), json(text)));
  }

  private static String json(String text) {
    return ScriptedExecution.quoted(text);
  }
}
