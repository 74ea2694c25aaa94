package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {

  private static final String ECS = "arn:aws:states:::ecs:runTask.sync";

  @Test
  void takesTheStateMachineThatIsDeployed() throws IOException {
    String text =
        Files.readString(Path.of("..", "statemachine", "report.asl.json"))
            .replace("${Partition}", "aws");

    assertThatCode(() -> Definition.read(text, Set.of(ECS))).doesNotThrowAnyException();
  }

  @Test
  void namesEveryProblemAtOnce() {
    assertThat(
            problems(
                """
                {"StartAt": "Gone", "QueryLanguage": "JSONata", "Extra": 1, "States": {
                  "A": {"Type": "Map", "End": true},
                  "B": {"Type": "Parallel", "End": true},
                  "C": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "HeartbeatSeconds": 5, "Next": "Nowhere"},
                  "D": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "x",
                    "Parameters": {"x": {"y.$": "States.Nothing()"}}}}}"""))
        .containsExactlyInAnyOrder(
            "/StartAt",
            "/QueryLanguage",
            "/Extra",
            "/States/A/Type",
            "/States/B/Type",
            "/States/C/Resource",
            "/States/C/HeartbeatSeconds",
            "/States/C",
            "/States/D",
            "/States/D/QueryLanguage",
            "/States/D/Output",
            "/States/D/Parameters/x/y.$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Next': 'A' | /States/A",
        "'Type': 'Task', 'Resource': 'ECS' | /States/A",
        "'Type': 'Task', 'End': true | /States/A/Resource",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'TimeoutSeconds': 0 | /States/A/TimeoutSeconds",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'TimeoutSeconds': 1, 'TimeoutSecondsPath': '$.a' | /States/A/TimeoutSecondsPath",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['x']}] | /States/A/Retry/0/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL', 'x']}] | /States/A/Retry/0/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['States.Nope']}] | /States/A/Retry/0/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': []}] | /States/A/Retry/0/ErrorEquals",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'BackoffRate': 0.5}] | /States/A/Retry/0/BackoffRate",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'IntervalSeconds': 0}] | /States/A/Retry/0/IntervalSeconds",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'MaxAttempts': -1}] | /States/A/Retry/0/MaxAttempts",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'IntervalSeconds': 9, 'MaxDelaySeconds': 9}] | /States/A/Retry/0/MaxDelaySeconds",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'JitterStrategy': 'SOME'}] | /States/A/Retry/0/JitterStrategy",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Retry': [{'ErrorEquals': ['x'], 'Interval': 1}] | /States/A/Retry/0/Interval",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Catch': [{'ErrorEquals': ['x']}] | /States/A/Catch/0/Next",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'Catch': [{'ErrorEquals': ['x'], 'Next': 'Z'}] | /States/A",
        "'Type': 'Task', 'Resource': 'ECS', 'End': true, 'ResultSelector': {'a.$': 'b'} | /States/A/ResultSelector/a.$",
        "'Type': 'Pass', 'End': true, 'InputPath': 'a' | /States/A/InputPath",
        "'Type': 'Pass', 'End': true, 'OutputPath': '$.a[' | /States/A/OutputPath",
        "'Type': 'Pass', 'End': true, 'ResultPath': '$.a[*]' | /States/A/ResultPath",
        "'Type': 'Pass', 'End': true, 'ResultPath': '$$.a' | /States/A/ResultPath",
        "'Type': 'Pass', 'End': true, 'Parameters': {'a.$': 7} | /States/A/Parameters/a.$",
        "'Type': 'Pass', 'End': true, 'Parameters': {'a.$': '$unknown'} | /States/A",
        "'Type': 'Pass', 'End': true, 'Assign': {'9': 1} | /States/A/Assign/9",
        "'Type': 'Pass', 'End': true, 'Assign': {'states': 1} | /States/A/Assign/states",
        "'Type': 'Pass', 'End': true, 'Assign': 7 | /States/A/Assign",
        "'Type': 'Pass', 'End': true, 'Retry': [] | /States/A/Retry",
        "'Type': 'Wait', 'End': true | /States/A",
        "'Type': 'Wait', 'End': true, 'Seconds': 1, 'Timestamp': '2026-01-01T00:00:00Z' | /States/A",
        "'Type': 'Wait', 'End': true, 'Timestamp': 'tomorrow' | /States/A/Timestamp",
        "'Type': 'Choice', 'Choices': [] | /States/A/Choices",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'Next': 'A'}] | /States/A/Choices/0",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringIs': 'x', 'Next': 'A'}] | /States/A/Choices/0/StringIs",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringMatchesPath': '$.x', 'Next': 'A'}] | /States/A/Choices/0/StringMatchesPath",
        "'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'NumericEquals': '1', 'Next': 'A'}] | /States/A/Choices/0/NumericEquals",
        "'Type': 'Choice', 'Choices': [{'StringEquals': 'x', 'Next': 'A'}] | /States/A/Choices/0/Variable",
        "'Type': 'Choice', 'Choices': [{'Not': {'Variable': '$.a', 'IsNull': 1}, 'Next': 'A'}] | /States/A/Choices/0/Not/IsNull",
        "'Type': 'Choice', 'Choices': [{'And': [], 'Next': 'A'}] | /States/A/Choices/0/And",
        "'Type': 'Succeed', 'End': true | /States/A/End",
        "'Type': 'Fail', 'Error': 'a', 'ErrorPath': '$.a' | /States/A/ErrorPath",
        "'Type': 'Fail', 'Cause': 7 | /States/A/Cause",
        "'Type': 'Sing', 'End': true | /States/A/Type",
        "'End': true | /States/A/Type",
      })
  void namesTheFieldThatCannotBeRun(String fields, String where) {
    String state = fields.replace('\'', '"').replace("ECS", ECS);

    assertThat(problems("{\"StartAt\": \"A\", \"States\": {\"A\": {%s}}}".formatted(state)))
        .containsExactly(where);
  }

  @Test
  void namesAStateThatIsNeverReached() {
    assertThat(
            problems(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}"""))
        .containsExactly("/States/B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{} {}", "\"x\""})
  void refusesWhatIsNoObject(String text) {
    assertThat(problems(text)).containsExactly("/");
  }

  private static List<String> problems(String text) {
    InvalidDefinition refused =
        catchThrowableOfType(InvalidDefinition.class, () -> Definition.read(text, Set.of(ECS)));
    assertThat(refused).as("it was taken").isNotNull();
    assertThat(refused).hasMessageStartingWith("Invalid State Machine Definition: ");
    return refused.problems().stream().map(Problem::where).toList();
  }
}
