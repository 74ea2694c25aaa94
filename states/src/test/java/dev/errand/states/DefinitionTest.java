package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errand.states.definition.Definition;
import dev.errand.states.definition.Diagnostic;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.definition.ResourceValidator;
import dev.errand.states.integration.ServiceIntegrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {

  private static final String ECS = "arn:aws:states:::ecs:runTask.sync";

  private static final ResourceValidator ONLY_ECS = only(ECS);

  private static ResourceValidator only(String... resources) {
    return new ServiceIntegrations(
        Stream.of(resources)
            .collect(
                Collectors.toMap(
                    resource -> resource,
                    resource ->
                        call -> {
                          throw new IllegalStateException("not to be called");
                        })));
  }

  @Test
  void takesTheStateMachineThatIsDeployed() throws IOException {
    String text =
        Files.readString(Path.of("..", "statemachine", "report.asl.json"))
            .replace("${Partition}", "aws");

    assertThatCode(
            () ->
                Definition.read(text, only(ECS, "arn:aws:states:::aws-sdk:sfn:describeExecution")))
        .doesNotThrowAnyException();
  }

  @Test
  void namesEveryProblemAtOnceAsAwsDoes() {
    assertThat(
            problems(
                """
                {"StartAt": "A", "Extra": 1, "States": {
                  "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Retry": [], "ResultSelector": 7, "End": true},
                  "B": {"Type": "Pass", "Output": "x", "End": true},
                  "C": {"Type": "Pass", "QueryLanguage": "JSONata", "Parameters": {}, "End": true},
                  "D": {"Type": "Pass", "Parameters": {"x": {"y.$": "States.Nothing()"}},
                    "End": true}}}"""))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::lambda:invoke is not"
                + " recognized. The value is not a valid resource ARN, or the resource is not"
                + " available here. Available are: [arn:aws:states:::ecs:runTask.sync]"
                + " at /States/A/Resource",
            "SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/A/ResultSelector",
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output'"
                + " is only supported for the 'JSONata' QueryLanguage at /States/B",
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'Parameters'"
                + " is only supported for the 'JSONPath' QueryLanguage at /States/C",
            "SCHEMA_VALIDATION_FAILED: The value for the field 'y.$' must be a valid JSONPath or a"
                + " valid intrinsic function call at /States/D/Parameters",
            "SCHEMA_VALIDATION_FAILED: Field 'Extra' is not supported at /");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Next': 'A' | /States/A",
        "'Type': 'Task', 'Resource': 'ECS' | /States/A",
        "'Type': 'Task', 'End': true | /States/A",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'TimeoutSeconds': 0 | /States/A/TimeoutSeconds",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'TimeoutSeconds': 1, 'TimeoutSecondsPath': '$.a' | /States/A",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['x']}] | /States/A/Retry[0]/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL', 'x']}] | /States/A/Retry[0]/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': []}] | /States/A/Retry[0]/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'BackoffRate': 0.5}] | /States/A/Retry[0]/BackoffRate",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'IntervalSeconds': 0}] | /States/A/Retry[0]/IntervalSeconds",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'MaxAttempts': -1}] | /States/A/Retry[0]/MaxAttempts",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'IntervalSeconds': 9, 'MaxDelaySeconds': 9}] | /States/A/Retry[0]/MaxDelaySeconds",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'JitterStrategy': 'SOME'}] | /States/A/Retry[0]/JitterStrategy",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'Interval': 1}] | /States/A/Retry[0]",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Catch': [{'ErrorEquals': ['x']}] | /States/A/Catch[0]",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Catch': [{'ErrorEquals': ['x'], 'Next': 'Z'}] | /States/A/Catch[0]/Next",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'ResultSelector': {'a.$': 'b'} | /States/A/ResultSelector",
        "'Type': 'Pass', 'End': true, 'InputPath': 'a' | /States/A/InputPath",
        "'Type': 'Pass', 'End': true, 'OutputPath': '$.a[' | /States/A/OutputPath",
        "'Type': 'Pass', 'End': true, 'ResultPath': '$.a[*]' | /States/A/ResultPath",
        "'Type': 'Pass', 'End': true, 'ResultPath': '$$.a' | /States/A/ResultPath",
        "'Type': 'Pass', 'End': true, 'Parameters': {'a.$': 7} | /States/A/Parameters",
        "'Type': 'Pass', 'End': true, 'Assign': {'9': 1} | /States/A/Assign",
        "'Type': 'Pass', 'End': true, 'Assign': {'states': 1} | /States/A/Assign",
        "'Type': 'Pass', 'End': true, 'Assign': 7 | /States/A/Assign",
        "'Type': 'Pass', 'End': true, 'Retry': [] | /States/A",
        "'Type': 'Wait', 'End': true | /States/A",
        "'Type': 'Wait', 'End': true, 'Seconds': 1, 'Timestamp': '2026-01-01T00:00:00Z' | /States/A",
        "'Type': 'Wait', 'End': true, 'Timestamp': 'tomorrow' | /States/A/Timestamp",
        "'Type': 'Choice', 'Choices': [] | /States/A/Choices",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'Next': 'A'}] | /States/A/Choices[0]",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringIs': 'x', 'Next': 'A'}] | /States/A/Choices[0]",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringMatchesPath': '$.x', 'Next': 'A'}] | /States/A/Choices[0]",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'NumericEquals': '1', 'Next': 'A'}] | /States/A/Choices[0]/NumericEquals",
        "'Type': 'Choice', 'Choices': [{'StringEquals': 'x', 'Next': 'A'}] | /States/A/Choices[0]",
        "'Type': 'Choice', 'Choices': [{'Not': {'Variable': '$.a', 'IsNull': 1}, 'Next': 'A'}] | /States/A/Choices[0]/Not/IsNull",
        "'Type': 'Choice', 'Choices': [{'And': [], 'Next': 'A'}] | /States/A/Choices[0]/And",
        "'Type': 'Succeed', 'End': true | /States/A",
        "'Type': 'Fail', 'Error': 'a', 'ErrorPath': '$.a' | /States/A",
        "'Type': 'Fail', 'Cause': 7 | /States/A/Cause",
        "'Type': 'Sing', 'End': true | /States/A/Type",
        "'End': true | /States/A",
      })
  void namesTheFieldThatCannotBeRun(String fields, String where) {
    String state = fields.replace('\'', '"').replace("ECS", ECS);

    assertThat(locations("{\"StartAt\": \"A\", \"States\": {\"A\": {%s}}}".formatted(state)))
        .containsExactly(where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'A': {'Type': 'Succeed'}, 'B': {'Type': 'Succeed'}} | MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B",
        "{'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass', 'Next': 'A'}} | MISSING_END_STATE: Workflow has no terminal state",
        "{'B': {'Type': 'Succeed'}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: A at /StartAt, MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B",
        "{'A': {'Type': 'Choice', 'Choices': [{'Variable': '$', 'IsNull': true, 'Next': 'Z'}], 'Default': 'B'}, 'B': {'Type': 'Succeed'}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: Z at /States/A/Choices[0]/Next",
        "{'A': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}}} | DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/ItemProcessor/States/A",
        "{'A': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Next': 'A'}}}]}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: A at /States/A/Branches[0]/States/B/Next, MISSING_END_STATE: Workflow has no terminal state",
      })
  void namesTransitionsThatLeadNowhere(String states, String message) {
    InvalidDefinition refused =
        refused("{\"StartAt\": \"A\", \"States\": %s}".formatted(states.replace('\'', '"')));

    assertThat(refused).hasMessage("Invalid State Machine Definition: '%s'".formatted(message));
  }

  @Test
  void refusesToAssignAVariableOfAnOuterScope() {
    assertThat(
            locations(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
                  "B": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "C", "States": {
                    "C": {"Type": "Pass", "Assign": {"x": 2}, "End": true}}}}}}"""))
        .containsExactly("/States/B/ItemProcessor/States/C/Assign");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "plain"})
  void refusesWhatIsNoJson(String text) {
    assertThat(refused(text).problems())
        .extracting(Diagnostic::code)
        .containsExactly("INVALID_JSON_DESCRIPTION");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"x\""})
  void refusesWhatIsNoObject(String text) {
    assertThat(locations(text)).containsExactly("/");
  }

  private static List<String> locations(String text) {
    return refused(text).problems().stream().map(Diagnostic::location).toList();
  }

  private static List<String> problems(String text) {
    return refused(text).problems().stream().map(Diagnostic::toString).toList();
  }

  private static InvalidDefinition refused(String text) {
    InvalidDefinition refused =
        catchThrowableOfType(InvalidDefinition.class, () -> Definition.read(text, ONLY_ECS));
    assertThat(refused).as("it was taken").isNotNull();
    return refused;
  }
}
