package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.awsjson.AwsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunTaskDefinitionsTest {

  @Test
  void ourOwnStateMachineNamesNothingThatTheStageDoesNotHave() throws IOException {
    String definition = Files.readString(Path.of("../statemachine/report.asl.json"));

    assertThatCode(() -> RunTaskDefinitions.check(definition)).doesNotThrowAnyException();
  }

  @Test
  void aParameterThatTheStageDoesNotHaveIsRefusedByItsPlaceHoweverDeepItIs() {
    String definition =
        """
        {"StartAt": "All", "States": {"All": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "Run", "States": {"Run": {
            "Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true,
            "Parameters": {
              "TaskDefinition": "worker", "PlacementStrategy": [],
              "Overrides": {"ContainerOverrides": [
                {"Name": "worker", "Environment": [{"Name": "A", "Value.$": "$.a", "From": "b"}]},
                {"Name.$": "$.name", "EnvironmentFiles.$": "$.files"}]}}}}}]}}}
        """;
    String state = "/States/All/Branches/0/States/Run/Parameters";

    assertThatThrownBy(() -> RunTaskDefinitions.check(definition))
        .isInstanceOf(AwsError.class)
        .hasMessageContaining(state + "/PlacementStrategy, ")
        .hasMessageContaining(state + "/Overrides/ContainerOverrides/0/Environment/0/From, ")
        .hasMessageContaining(state + "/Overrides/ContainerOverrides/1/EnvironmentFiles of");
  }
}
