package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** Calls about state machines, by AWS's client over HTTP. */
class StateMachineCallsTest extends StepFunctionsFixture {

  @Test
  void createsAStateMachineOnceAndNeverReplacesAnother() {
    String pass = "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";

    assertThat(create("other", pass)).isEqualTo(create("other", pass));
    assertThatThrownBy(() -> create("reports", pass))
        .isInstanceOf(StateMachineAlreadyExistsException.class);
    assertThat(
            client.describeStateMachine(describe -> describe.stateMachineArn(machine)).definition())
        .contains(TestService.RESOURCE);
  }

  @Test
  void aStateMachineNamedLikeAParentFolderStaysInItsOwn() {
    String arn =
        create(
            "..", "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}");
    client.startExecution(start -> start.stateMachineArn(arn).name("one"));

    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("one~"));
    assertThat(folder.resolve("executions")).isNotEmptyDirectory();
  }

  @Test
  void describesStateMachinesAndWhatAnExecutionRuns() {
    String arn = start("one", "{}").executionArn();
    String next = "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}";
    stepFunctions.deploy("reports", next);

    assertThat(client.listStateMachines().stateMachines())
        .extracting(listed -> listed.stateMachineArn())
        .containsExactly(machine);
    assertThat(client.describeStateMachine(r -> r.stateMachineArn(machine)).definition())
        .isEqualTo(next);
    assertThat(client.describeStateMachineForExecution(r -> r.executionArn(arn)).definition())
        .contains("Work");
  }

  @Test
  void updatesOnlyWhatChangesAndKeepsTheDefinitionOfWhatRuns() {
    String arn = create("changing", pass("one"));
    client.startExecution(r -> r.stateMachineArn(arn).name("before"));
    String first = update(arn, pass("two"));

    assertThat(update(arn, pass("two"))).isEqualTo(first);
    assertThat(update(arn, pass("three"))).isNotEqualTo(first);
    assertThat(client.describeStateMachine(r -> r.stateMachineArn(arn)).definition())
        .isEqualTo(pass("three"));
    assertThat(
            client
                .describeStateMachineForExecution(
                    r -> r.executionArn(arn.replace("stateMachine", "execution") + ":before"))
                .definition())
        .isEqualTo(pass("one"));
    assertThatThrownBy(() -> client.updateStateMachine(r -> r.stateMachineArn(arn)))
        .isInstanceOf(MissingRequiredParameterException.class);
  }

  private String update(String arn, String definition) {
    return client
        .updateStateMachine(r -> r.stateMachineArn(arn).definition(definition))
        .revisionId();
  }

  @Test
  void deletesAStateMachineAndEndsWhatRuns() {
    String arn = start("running", "{}").executionArn();
    await().until(() -> service.calls.size() == 1);

    client.deleteStateMachine(r -> r.stateMachineArn(machine));
    client.deleteStateMachine(r -> r.stateMachineArn(machine));

    assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(client.listStateMachines().stateMachines()).isEmpty();
    assertThatThrownBy(() -> start("again", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThat(create("reports", pass("new"))).isEqualTo(machine);
  }

  @Test
  void startsAVersionThatWasPublished() {
    String arn = create("versions", pass("one"));
    String version =
        client.publishStateMachineVersion(r -> r.stateMachineArn(arn)).stateMachineVersionArn();
    update(arn, pass("two"));

    String execution =
        client.startExecution(r -> r.stateMachineArn(version).name("old")).executionArn();

    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);
    assertThat(version).isEqualTo(arn + ":1");
    assertThat(describe(execution).output()).isEqualTo("\"one\"");
    assertThat(describe(execution).stateMachineVersionArn()).isEqualTo(version);
    assertThat(client.listExecutions(r -> r.stateMachineArn(version)).executions()).hasSize(1);
  }

  @Test
  void keepsTags() {
    client.tagResource(r -> r.resourceArn(machine).tags(tag("a")));
    client.tagResource(r -> r.resourceArn(machine).tags(tag("b")));
    client.untagResource(r -> r.resourceArn(machine).tagKeys("a"));

    assertThat(client.listTagsForResource(r -> r.resourceArn(machine)).tags())
        .extracting(Tag::key)
        .containsExactly("b");
  }

  private static Tag tag(String key) {
    return Tag.builder().key(key).value("1").build();
  }

  @Test
  void saysWhatIsWrongWithADefinition() {
    ValidateStateMachineDefinitionResponse answer =
        client.validateStateMachineDefinition(r -> r.definition("{\"States\": {}}"));

    assertThat(answer.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
    assertThat(answer.diagnostics().get(0).code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
    assertThat(answer.diagnostics().get(0).location()).isEqualTo("/");
    assertThat(client.validateStateMachineDefinition(r -> r.definition(pass("x"))).result())
        .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
  }
}
