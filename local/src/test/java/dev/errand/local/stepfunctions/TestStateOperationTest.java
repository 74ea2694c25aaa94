package dev.errand.local.stepfunctions;

import static dev.errand.local.stepfunctions.ServedStepFunctions.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.TestExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TestStateRequest;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;
import software.amazon.awssdk.services.sfn.model.ValidationException;

class TestStateOperationTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String TASK = "{\"Type\": \"Task\", \"Resource\": \"%s\", \"Next\": \"N\"}";

  @TempDir Path folder;
  private ServedStepFunctions sfn;
  private String result = "{\"Payload\":1}";
  private boolean stopped;

  @BeforeEach
  void serve() {
    sfn =
        new ServedStepFunctions(
            folder, Map.of(INVOKE, this::invoke, TestService.RESOURCE, new TestService()));
  }

  private ServiceIntegration.RunningCall invoke(ServiceIntegration.Call call) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    if (result == null) {
      answer.completeExceptionally(new StatesError("Lambda.ServiceException", "down"));
    } else if (!result.isEmpty()) {
      answer.complete(Json.MAPPER.valueToTree(Map.of("Got", call.parameters(), "Own", result)));
    }
    return ServiceIntegration.RunningCall.of(Json.object(), answer, reason -> stopped = true);
  }

  @AfterEach
  void stop() {
    sfn.close();
  }

  private TestStateResponse test(String definition, Consumer<TestStateRequest.Builder> more) {
    return sfn.client.testState(
        r -> {
          r.definition(definition).roleArn(ROLE);
          more.accept(r);
        });
  }

  @Test
  void callsTheServiceThatTheStateNames() {
    TestStateResponse response = test(TASK.formatted(INVOKE), r -> r.input("{\"a\": 1}"));

    assertThat(response.status()).isEqualTo(TestExecutionStatus.SUCCEEDED);
    assertThat(response.output()).contains("\"Got\":{\"a\":1}");
    assertThat(response.nextState()).isEqualTo("N");
    assertThat(response.inspectionData()).isNull();
  }

  @Test
  void showsTheDataAtTheLevelDebug() {
    TestStateResponse response =
        test(
            """
            {"Type": "Pass", "InputPath": "$.payload", "Parameters": {"data": 1},
             "ResultPath": "$.result", "OutputPath": "$.result.data", "Next": "Another State"}""",
            r -> r.input("{\"payload\": {\"foo\": \"bar\"}}").inspectionLevel("DEBUG"));

    assertThat(response.output()).isEqualTo("1");
    assertThat(response.nextState()).isEqualTo("Another State");
    assertThat(response.inspectionData().input()).isEqualTo("{\"payload\": {\"foo\": \"bar\"}}");
    assertThat(response.inspectionData().afterInputPath()).isEqualTo("{\"foo\":\"bar\"}");
    assertThat(response.inspectionData().afterResultPath())
        .isEqualTo("{\"payload\":{\"foo\":\"bar\"},\"result\":{\"data\":1}}");
  }

  @Test
  void anErrorOfTheServiceFailsTheState() {
    result = null;
    TestStateResponse response = test(TASK.formatted(INVOKE), r -> {});

    assertThat(response.status()).isEqualTo(TestExecutionStatus.FAILED);
    assertThat(response.error()).isEqualTo("Lambda.ServiceException");
    assertThat(response.cause()).isEqualTo("down");
    assertThat(response.output()).isNull();
  }

  @Test
  void aCallThatTakesTooLongIsEndedAfterTheStatesTimeout() {
    result = "";
    String state = TASK.formatted(INVOKE).replace("}", ", \"TimeoutSeconds\": 1}");

    assertThat(test(state, r -> {}).error()).isEqualTo("States.Timeout");
    assertThat(stopped).isTrue();
  }

  @Test
  void waitsForAWaitState() {
    assertThat(test("{\"Type\": \"Wait\", \"Seconds\": 0, \"End\": true}", r -> {}).status())
        .isEqualTo(TestExecutionStatus.SUCCEEDED);
  }

  @Test
  void aMockReplacesAServiceThatTheStageDoesNotHave() {
    TestStateResponse response =
        test(
            TASK.formatted("arn:aws:states:::sns:publish"),
            r ->
                r.mock(m -> m.result("{\"MessageId\": \"1\"}").fieldValidationMode("NONE"))
                    .roleArn(null));

    assertThat(response.output()).isEqualTo("{\"MessageId\":\"1\"}");
  }

  @Test
  void aMockedErrorShowsWhichRetrierApplies() {
    String state =
        TASK.formatted(INVOKE)
            .replace(
                "}",
                ", \"Retry\": [{\"ErrorEquals\": [\"Lambda.ServiceException\"], \"IntervalSeconds\": 2,"
                    + " \"MaxAttempts\": 3, \"BackoffRate\": 2.0}]}");
    TestStateResponse response =
        test(
            state,
            r ->
                r.mock(m -> m.errorOutput(e -> e.error("Lambda.ServiceException").cause("down")))
                    .stateConfiguration(c -> c.retrierRetryCount(1))
                    .inspectionLevel(InspectionLevel.DEBUG));

    assertThat(response.status()).isEqualTo(TestExecutionStatus.RETRIABLE);
    assertThat(response.inspectionData().errorDetails().retryIndex()).isZero();
    assertThat(response.inspectionData().errorDetails().retryBackoffIntervalSeconds()).isEqualTo(4);
  }

  @Test
  void theContextObjectIsThatOfTheCallerOrGenerated() {
    String state =
        TASK.formatted(INVOKE).replace("}", ", \"Parameters\": {\"id.$\": \"$$.Execution.Id\"}}");
    String own =
        test(
                state,
                r ->
                    r.mock(m -> m.result("{}"))
                        .context("{\"Execution\": {\"Id\": \"mine\"}}")
                        .inspectionLevel("DEBUG"))
            .inspectionData()
            .afterParameters();

    assertThat(own).isEqualTo("{\"id\":\"mine\"}");
    assertThat(test(state, r -> {}).output())
        .contains("arn:aws:states:eu-central-1:123456789012:execution:");
  }

  @Test
  void testsAStateOfAStateMachineWithVariables() {
    String machine =
        """
        {"StartAt": "A", "States": {
          "A": {"Type": "Pass", "Assign": {"rate": 1}, "Next": "B"},
          "B": {"Type": "Pass", "Parameters": {"r.$": "$rate"}, "End": true}}}""";
    TestStateResponse response =
        test(machine, r -> r.stateName("B").variables("{\"rate\": 3}").inspectionLevel("DEBUG"));

    assertThat(response.output()).isEqualTo("{\"r\":3}");
    assertThat(response.nextState()).isNull();
    assertThat(response.inspectionData().variables()).isEqualTo("{\"rate\":3}");
    invalid(machine, r -> r.stateName("C"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {TestService.RESOURCE, "arn:aws:states:eu-central-1:123456789012:activity:paint"})
  void whatTakesLongerThanARequestNeedsAMock(String resource) {
    invalid(TASK.formatted(resource), r -> {});
    assertThat(test(TASK.formatted(resource), r -> r.mock(m -> m.result("1"))).output())
        .isEqualTo("1");
  }

  @Test
  void theMockOfAParallelStateHasAResultForEachBranch() {
    String state =
        "{\"Type\": \"Parallel\", \"End\": true, \"Branches\": [%s, %s]}"
            .formatted(pass("a"), pass("b").replace("\"P\"", "\"Q\""));

    invalid(state, r -> {});
    invalid(state, r -> r.mock(m -> m.result("[1]")));
    assertThat(test(state, r -> r.mock(m -> m.result("[1, 2]"))).output()).isEqualTo("[1,2]");
    assertThat(
            test(
                    state,
                    r ->
                        r.mock(m -> m.errorOutput(e -> e.error("E")))
                            .stateConfiguration(c -> c.errorCausedByState("Q")))
                .error())
        .isEqualTo("E");
    invalid(
        state,
        r ->
            r.mock(m -> m.errorOutput(e -> e.error("E")))
                .stateConfiguration(c -> c.errorCausedByState("Z")));
  }

  @Test
  void refusesWhatAwsRefuses() {
    String task = TASK.formatted(INVOKE);

    invalid(task, r -> r.roleArn(null));
    invalid(task, r -> r.context("{}"));
    invalid(task, r -> r.inspectionLevel(InspectionLevel.TRACE));
    invalid(task, r -> r.inspectionLevel("LOUD"));
    invalid(task, r -> r.variables("[]"));
    invalid(task, r -> r.mock(m -> m.result("1")).revealSecrets(true));
    invalid(task, r -> r.mock(m -> m.result("{")));
    invalid(task, r -> r.mock(m -> m.result("1").errorOutput(e -> e.error("E"))));
    invalid(task, r -> r.mock(m -> m.errorOutput(e -> e.cause("C"))));
    invalid("{\"Type\": \"Succeed\"}", r -> r.mock(m -> m.result("1")));
    assertThatThrownBy(() -> test("{\"Type\": \"Pas\"}", r -> {}))
        .isInstanceOf(InvalidDefinitionException.class);
    assertThatThrownBy(() -> test(TASK.formatted("arn:aws:states:::sns:publish"), r -> {}))
        .isInstanceOf(InvalidDefinitionException.class);
    assertThatThrownBy(() -> test(task, r -> r.input("{")))
        .isInstanceOf(InvalidExecutionInputException.class);
  }

  private void invalid(String definition, Consumer<TestStateRequest.Builder> more) {
    assertThatThrownBy(() -> test(definition, more)).isInstanceOf(ValidationException.class);
  }

  @Test
  @EnabledIf(
      value = "dev.errand.local.stepfunctions.ServedStepFunctions#awsIsInstalled",
      disabledReason = "the AWS CLI is not installed")
  void talksToTheAwsCli() throws Exception {
    assertThat(
            sfn.aws(
                "test-state",
                "--role-arn",
                ROLE,
                "--definition",
                "{\"Type\": \"Pass\", \"Next\": \"N\"}",
                "--input",
                "{\"number\":2}"))
        .isEqualTo(
            "{\"output\":\"{\\\"number\\\":2}\",\"nextState\":\"N\",\"status\":\"SUCCEEDED\"}");
  }
}
