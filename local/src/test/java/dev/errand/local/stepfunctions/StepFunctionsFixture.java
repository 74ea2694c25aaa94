package dev.errand.local.stepfunctions;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/** Step Functions behind HTTP with one state machine, whose task calls a {@link TestService}. */
abstract class StepFunctionsFixture {

  @TempDir Path folder;
  final TestService service = new TestService();
  StepFunctions stepFunctions;
  SfnClient client;
  String machine;
  ServedStepFunctions served;

  @BeforeEach
  void serve() {
    served = new ServedStepFunctions(folder, Map.of(TestService.RESOURCE, service));
    stepFunctions = served.service;
    client = served.client;
    machine =
        stepFunctions
            .deploy(
                "reports",
                """
                {"StartAt": "Work", "States": {
                  "Work": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 600, "End": true}}}"""
                    .formatted(TestService.RESOURCE))
            .arn();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  String create(String name, String definition) {
    return client
        .createStateMachine(
            create ->
                create
                    .name(name)
                    .definition(definition)
                    .roleArn("arn:aws:iam::123456789012:role/any"))
        .stateMachineArn();
  }

  StartExecutionResponse start(String name, String input) {
    return client.startExecution(r -> r.stateMachineArn(machine).name(name).input(input));
  }

  DescribeExecutionResponse describe(String arn) {
    return client.describeExecution(r -> r.executionArn(arn));
  }

  /** A definition whose output is that text. */
  static String pass(String result) {
    return ServedStepFunctions.pass(result);
  }
}
