package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** What all calls have in common: errors, texts, the protocol and the AWS CLI. */
class StepFunctionsApiTest extends StepFunctionsFixture {

  @Test
  void refusesByTheNamesThatTheSdkKnows() {
    start("one", "{}");

    assertThatThrownBy(() -> start("one", "[]"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    assertThatThrownBy(() -> start("a b", "{}")).isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> start("two", "{")).isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> client.startExecution(r -> r.stateMachineArn("x")))
        .isInstanceOf(InvalidArnException.class);
    assertThatThrownBy(() -> client.startExecution(r -> r.stateMachineArn(machine + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> describe(machine.replace("stateMachine", "execution") + ":none"))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    assertThatThrownBy(
            () -> client.listExecutions(r -> r.stateMachineArn(machine).nextToken("forged")))
        .isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(
            () -> client.createStateMachine(r -> r.name("x").definition("{}").roleArn("arn:role")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(
            "'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'");
  }

  @Test
  void readsAndAnswersEveryScript() {
    String arn = start("株式会社-ä", "{\"name\": \"Übung €\"}").executionArn();

    assertThat(describe(arn).name()).isEqualTo("株式会社-ä");
    assertThat(describe(arn).input()).isEqualTo("{\"name\": \"Übung €\"}");
    assertThatThrownBy(() -> describe(arn + "ß"))
        .isInstanceOf(ExecutionDoesNotExistException.class)
        .hasMessageContaining("株式会社-äß");
  }

  @Test
  void refusesWhatIsNoCallAtAll() throws Exception {
    HttpRequest noJson =
        HttpRequest.newBuilder(URI.create(served.endpoint()))
            .header("X-Amz-Target", "AWSStepFunctions.StartExecution")
            .POST(HttpRequest.BodyPublishers.ofString("{"))
            .build();

    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(noJson, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.read(answer.body()).path("__type").asText())
        .isEqualTo("SerializationException");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-amz-json-1.0"));
  }

  @Test
  @EnabledIf(value = "awsIsInstalled", disabledReason = "the AWS CLI is not installed")
  void talksToTheAwsCli() throws Exception {
    JsonNode started =
        aws(
            "start-execution",
            "--state-machine-arn",
            machine,
            "--name",
            "by-hand",
            "--input",
            "{\"a\": 1}");
    String arn = started.path("executionArn").asText();

    assertThat(aws("describe-execution", "--execution-arn", arn).path("status").asText())
        .isEqualTo("RUNNING");
    assertThat(aws("list-executions", "--state-machine-arn", machine).at("/executions/0/name"))
        .hasToString("\"by-hand\"");
    aws("stop-execution", "--execution-arn", arn);
    assertThat(aws("describe-execution", "--execution-arn", arn).path("status").asText())
        .isEqualTo("ABORTED");
    assertThat(
            aws("get-execution-history", "--execution-arn", arn, "--reverse-order")
                .at("/events/0/type")
                .asText())
        .isEqualTo("ExecutionAborted");
  }

  static boolean awsIsInstalled() {
    return ServedStepFunctions.awsIsInstalled();
  }

  private JsonNode aws(String... arguments) throws Exception {
    return Json.read(served.aws(arguments));
  }
}
