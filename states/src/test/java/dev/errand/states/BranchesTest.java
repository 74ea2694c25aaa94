package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parallel and Map states. */
class BranchesTest {

  @Test
  void aDefinitionRunsInTwoLines() {
    InMemoryStateMachine machine =
        InMemoryStateMachine.of(json("{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}"));
    assertThat(machine.run("{\"a\": 1}").output()).isEqualTo("{\"a\":1}");
  }

  @Test
  void givesTheOutputsOfBranchesInTheirOrder() {
    ScriptedExecution run =
        ScriptedExecution.ofState(
            json(
                """
                {'Type': 'Parallel', 'End': true, 'ResultPath': '$.both', 'Branches': [
                  {'StartAt': 'Slow', 'States': {
                    'Slow': {'Type': 'Wait', 'Seconds': 9, 'Next': 'Sum'},
                    'Sum': {'Type': 'Pass', 'Parameters': {'n.$': '$.n'}, 'End': true}}},
                  {'StartAt': 'Fast', 'States': {'Fast': {'Type': 'Pass', 'Result': 2, 'End': true}}}]}"""));

    assertThat(run.output("{\"n\": 1}")).isEqualTo("{\"n\":1,\"both\":[{\"n\":1},2]}");
    assertThat(run.types())
        .startsWith("ExecutionStarted", "ParallelStateEntered", "ParallelStateStarted")
        .endsWith("ParallelStateSucceeded", "ParallelStateExited", "ExecutionSucceeded");
  }

  @Test
  void oneFailedBranchEndsTheOthersAndCanBeCaught() {
    ScriptedExecution run =
        ScriptedExecution.of(
            json(
                """
                {'StartAt': 'P', 'States': {
                  'P': {'Type': 'Parallel', 'End': true,
                    'Catch': [{'ErrorEquals': ['Broken'], 'Next': 'Z', 'ResultPath': '$.why'}],
                    'Branches': [
                      {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 99, 'End': true}}},
                      {'StartAt': 'B', 'States': {'B': {'Type': 'Fail', 'Error': 'Broken', 'Cause': 'c'}}}]},
                  'Z': {'Type': 'Pass', 'End': true}}}"""));

    assertThat(run.output("{}")).isEqualTo("{\"why\":{\"Error\":\"Broken\",\"Cause\":\"c\"}}");
    assertThat(run.types()).doesNotContain("WaitStateExited").contains("ParallelStateFailed");
  }

  @Test
  void retriesAllBranchesOfAStateThatFailed() {
    ScriptedExecution run =
        ScriptedExecution.ofState(
                json(
                    """
                    {'Type': 'Parallel', 'End': true,
                      'Retry': [{'ErrorEquals': ['Again'], 'IntervalSeconds': 5}],
                      'Branches': [{'StartAt': 'T', 'States': {
                        'T': {'Type': 'Task', 'Resource': '%s', 'End': true}}}]}"""
                        .formatted(ScriptedExecution.SERVICE)))
            .failing("Again", "")
            .answering("7");

    assertThat(run.output("{}")).isEqualTo("[7]");
    assertThat(run.types().stream().filter("ParallelStateStarted"::equals)).hasSize(2);
    assertThat(run.types()).doesNotContain("ParallelStateFailed");
  }

  @Test
  void iteratesWithItsItemsInTheContextObject() {
    ScriptedExecution run =
        map(
            """
            'ItemsPath': '$.items', 'ItemSelector':
              {'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$.x'},""",
            "{'Type': 'Pass', 'End': true}");

    assertThat(run.output("{\"x\": 0, \"items\": [\"a\", null]}"))
        .isEqualTo("[{\"i\":0,\"v\":\"a\",\"all\":0},{\"i\":1,\"v\":null,\"all\":0}]");
  }

  @Test
  void runsIterationsUpToTheMaximumConcurrency() {
    ScriptedExecution run =
        map("'MaxConcurrency': 2,", "{'Type': 'Wait', 'Seconds': 10, 'End': true}");

    assertThat(run.output("[1,2,3,4,5]")).isEqualTo("[1,2,3,4,5]");
    List<JsonNode> events = List.copyOf(run.events());
    assertThat(
            events
                .get(events.size() - 1)
                .path("timestamp")
                .decimalValue()
                .subtract(events.get(0).path("timestamp").decimalValue()))
        .isEqualByComparingTo("30");
  }

  @Test
  void passesAnEmptyArrayOn() {
    ScriptedExecution run = map("", "{'Type': 'Pass', 'End': true}");

    assertThat(run.output("[]")).isEqualTo("[]");
    assertThat(run.types())
        .containsExactly(
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void recordsIterationsThatFailOrAreAborted() {
    ScriptedExecution run =
        map(
            "",
            """
            {'Type': 'Choice', 'Default': 'W', 'Choices': [
              {'Variable': '$', 'NumericEquals': 2, 'Next': 'F'}]},
            'W': {'Type': 'Wait', 'Seconds': 60, 'End': true},
            'F': {'Type': 'Fail', 'Error': 'Two'}""");

    assertThat(run.error("[1,2]")).isEqualTo("Two");
    assertThat(run.types())
        .endsWith(
            "FailStateEntered",
            "MapIterationFailed",
            "MapIterationAborted",
            "MapStateFailed",
            "ExecutionFailed");
  }

  @Test
  void anInnerScopeReadsOuterVariablesAndKeepsItsOwn() {
    ScriptedExecution run =
        ScriptedExecution.of(
            json(
                """
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Pass', 'Assign': {'outer': 10}, 'Next': 'M'},
                  'M': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'I', 'States': {
                    'I': {'Type': 'Pass', 'Assign': {'inner.$': 'States.MathAdd($outer, $)'}, 'Next': 'O'},
                    'O': {'Type': 'Pass', 'Parameters': {'n.$': '$inner'}, 'End': true}}}}}}"""));

    assertThat(run.output("[1,2]")).isEqualTo("[{\"n\":11},{\"n\":12}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ToleratedFailureCount': 1, | [1,2,0] | [1,2]",
        "'ToleratedFailurePercentage': 40, | [1,2,0] | [1,2]",
        "'ToleratedFailureCount': 1, | [1,0,0] | States.ExceedToleratedFailureThreshold",
        "'MaxConcurrency': 1, | [1,0,2] | States.ExceedToleratedFailureThreshold",
      })
  void aMapRunToleratesFailuresUpToItsThreshold(String fields, String input, String end) {
    ScriptedExecution run =
        distributed(
            fields,
            """
            {'Type': 'Choice', 'Default': 'W', 'Choices': [
              {'Variable': '$', 'NumericEquals': 0, 'Next': 'F'}]},
            'W': {'Type': 'Pass', 'End': true}, 'F': {'Type': 'Fail', 'Error': 'Zero'}""");
    ExecutionResult ending = run.with(input);

    assertThat(ending.output().map(Json::write).or(ending::error)).contains(end);
  }

  @Test
  void aMapRunLeavesNoEventsOfItsChildExecutions() {
    ScriptedExecution run = distributed("'Label': 'Run',", "{'Type': 'Pass', 'End': true}");

    assertThat(run.output("[1,2]")).isEqualTo("[1,2]");
    assertThat(run.types())
        .containsExactly(
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapRunStarted",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded");
    assertThat(run.events().get(3).at("/mapRunStartedEventDetails/mapRunArn").asText())
        .startsWith("arn:aws:states:us-east-1:123456789012:mapRun:machine/Run:");
  }

  @Test
  void aMapRunGroupsItemsIntoBatches() {
    ScriptedExecution run =
        distributed(
            "'ItemBatcher': {'MaxItemsPerBatch': 2, 'BatchInput': {'x.$': '$[0]'}},",
            "{'Type': 'Pass', 'End': true}");

    assertThat(run.output("[1,2,3]"))
        .isEqualTo(
            "[{\"BatchInput\":{\"x\":1},\"Items\":[1,2]},{\"BatchInput\":{\"x\":1},\"Items\":[3]}]");
  }

  private static ScriptedExecution map(String fields, String state) {
    return map(fields, "", state);
  }

  private static ScriptedExecution distributed(String fields, String state) {
    return map(
        fields, "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},", state);
  }

  private static ScriptedExecution map(String fields, String config, String state) {
    return ScriptedExecution.ofState(
        json(
            "{'Type': 'Map', %s 'End': true, 'ItemProcessor': {%s 'StartAt': 'I', 'States': {'I': %s}}}"
                .formatted(fields, config, state)));
  }

  private static String json(String text) {
    return ScriptedExecution.quoted(text);
  }
}
