package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Tasks that Step Functions itself carries out: its own API, activities and other state machines.
 */
class TasksOfStepFunctionsTest extends StepFunctionsFixture {

  @Test
  void anExecutionCanDescribeItself() {
    String describing =
        stepFunctions
            .deploy(
                "describing",
                """
                {"StartAt": "Ask", "States": {"Ask": {
                  "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:describeExecution",
                  "Parameters": {"ExecutionArn.$": "$$.Execution.Id"}, "End": true}}}""")
            .arn();
    String arn =
        client
            .startExecution(s -> s.stateMachineArn(describing).traceHeader("Sampled=1"))
            .executionArn();

    await()
        .until(
            () ->
                client.describeExecution(d -> d.executionArn(arn)).status()
                    == ExecutionStatus.SUCCEEDED);
    assertThat(client.describeExecution(d -> d.executionArn(arn)).output())
        .contains(
            "\"ExecutionArn\":\"%s\"".formatted(arn),
            "\"Status\":\"RUNNING\"",
            "\"TraceHeader\":\"Sampled=1\"")
        .containsPattern("\"StartDate\":\"\\d{4}-[^\"]*Z\"");
  }

  @Test
  void aTaskCallsStepFunctionsAsTheSdkDoes() {
    String child = create("child", pass("done"));
    String start =
        """
        {"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::aws-sdk:sfn:%s", "Parameters": %s}}}""";
    String good =
        create(
            "good",
            start.formatted(
                "startExecution",
                "{\"StateMachineArn\": \"%s\", \"Name\": \"n\", \"Input\": {\"a\": 1}}"
                    .formatted(child)));
    String bad =
        create("bad", start.formatted("sendTaskSuccess", "{\"TaskToken\": \"x\", \"Output\": {}}"));

    DescribeExecutionResponse started = run(good);
    DescribeExecutionResponse failed = run(bad);

    assertThat(started.output())
        .matches("\\{\"ExecutionArn\":\"[^\"]*:child:n\",\"StartDate\":\"\\d{4}-[^\"]*Z\"}");
    assertThat(describe(child.replace("stateMachine", "execution") + ":n").input())
        .isEqualTo("{\"a\":1}");
    assertThat(failed.error()).isEqualTo("Sfn.InvalidTokenException");
    assertThat(failed.cause())
        .matches(
            "Invalid Token: 'Invalid token' \\(Service: Sfn, Status Code: 400, Request ID: [0-9a-f-]{36}\\) \\(SDK Attempt Count: 1\\)");
    assertThatThrownBy(() -> create("none", start.formatted("listEverything", "{}")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Available are: [arn:aws:states:::aws-sdk:sfn:create")
        .hasMessageContaining("at /States/S/Resource");
  }

  @Test
  void givesAnActivityTaskToAWorkerAndTakesItsReport() {
    String activity = client.createActivity(r -> r.name("paint")).activityArn();
    String arn =
        create(
            "painting",
            """
            {"StartAt": "P", "States": {"P": {"Type": "Task", "Resource": "%s",
              "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": true}}}"""
                .formatted(activity));
    String execution =
        client
            .startExecution(r -> r.stateMachineArn(arn).input("{\"colour\": \"red\"}"))
            .executionArn();

    GetActivityTaskResponse task =
        client.getActivityTask(r -> r.activityArn(activity).workerName("w"));
    client.sendTaskHeartbeat(r -> r.taskToken(task.taskToken()));
    client.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{\"painted\": true}"));

    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);
    assertThat(task.input()).isEqualTo("{\"colour\":\"red\"}");
    assertThat(describe(execution).output()).isEqualTo("{\"painted\":true}");
    assertThat(client.getExecutionHistory(r -> r.executionArn(execution)).events())
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.TASK_STATE_ENTERED,
            HistoryEventType.ACTIVITY_SCHEDULED,
            HistoryEventType.ACTIVITY_STARTED,
            HistoryEventType.ACTIVITY_SUCCEEDED,
            HistoryEventType.TASK_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
    assertThatThrownBy(() -> client.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("1")))
        .isInstanceOf(TaskTimedOutException.class);
    assertThatThrownBy(() -> client.sendTaskHeartbeat(r -> r.taskToken("forged")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void runsAnotherStateMachineAndWaitsForItsEnd() {
    String child = create("child", pass("done"));
    String arn =
        create(
            "parent",
            """
            {"StartAt": "Run", "States": {"Run": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "%s", "Input": {"a.$": "$.a"}},
              "OutputPath": "$['Status', 'Input', 'Output']"}}}"""
                .formatted(child));
    String execution =
        client.startExecution(r -> r.stateMachineArn(arn).input("{\"a\": 1}")).executionArn();

    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);
    assertThat(describe(execution).output())
        .isEqualTo("{\"Status\":\"SUCCEEDED\",\"Input\":{\"a\":1},\"Output\":\"done\"}");
  }

  private DescribeExecutionResponse run(String stateMachineArn) {
    String arn = client.startExecution(r -> r.stateMachineArn(stateMachineArn)).executionArn();
    await().until(() -> describe(arn).status() != ExecutionStatus.RUNNING);
    return describe(arn);
  }
}
