package dev.errand.local.stepfunctions;

import static dev.errand.local.stepfunctions.ServedStepFunctions.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.errand.states.value.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** As the API reference describes aliases. */
class AliasOperationsTest {

  @TempDir Path folder;
  private ServedStepFunctions sfn;
  private String machine;

  @BeforeEach
  void serve() {
    sfn = new ServedStepFunctions(folder, Map.of());
    machine = machine("reports", StateMachineType.STANDARD);
    publish("two");
  }

  @AfterEach
  void stop() {
    sfn.close();
  }

  /** A state machine of one version, whose output is {@code one}. */
  private String machine(String name, StateMachineType type) {
    return sfn.client
        .createStateMachine(
            r ->
                r.name(name)
                    .type(type)
                    .definition(pass("one"))
                    .roleArn("arn:aws:iam::123456789012:role/any")
                    .publish(true))
        .stateMachineArn();
  }

  private String publish(String result) {
    return sfn.client
        .updateStateMachine(r -> r.stateMachineArn(machine).definition(pass(result)).publish(true))
        .stateMachineVersionArn();
  }

  private static RoutingConfigurationListItem route(String versionArn, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(versionArn)
        .weight(weight)
        .build();
  }

  private String alias(String name, RoutingConfigurationListItem... routes) {
    return sfn.client
        .createStateMachineAlias(r -> r.name(name).routingConfiguration(routes))
        .stateMachineAliasArn();
  }

  private DescribeStateMachineAliasResponse describe(String alias) {
    return sfn.client.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias));
  }

  private DescribeExecutionResponse run(String arn) {
    String execution = sfn.client.startExecution(r -> r.stateMachineArn(arn)).executionArn();
    await().until(() -> ended(execution).status() != ExecutionStatus.RUNNING);
    return ended(execution);
  }

  private DescribeExecutionResponse ended(String execution) {
    return sfn.client.describeExecution(r -> r.executionArn(execution));
  }

  private List<String> executions(String arn) {
    return sfn.client.listExecutions(r -> r.stateMachineArn(arn)).executions().stream()
        .map(ExecutionListItem::executionArn)
        .toList();
  }

  private List<String> aliases(String arn) {
    return sfn
        .client
        .listStateMachineAliases(r -> r.stateMachineArn(arn))
        .stateMachineAliases()
        .stream()
        .map(StateMachineAliasListItem::stateMachineAliasArn)
        .toList();
  }

  @Test
  void describesAnAliasAsItWasCreated() {
    String live =
        sfn.client
            .createStateMachineAlias(
                r ->
                    r.name("live")
                        .description("What clients use")
                        .routingConfiguration(route(machine + ":1", 90), route(machine + ":2", 10)))
            .stateMachineAliasArn();

    DescribeStateMachineAliasResponse described = describe(live);
    assertThat(live).isEqualTo(machine + ":live");
    assertThat(described.stateMachineAliasArn()).isEqualTo(live);
    assertThat(described.name()).isEqualTo("live");
    assertThat(described.description()).isEqualTo("What clients use");
    assertThat(described.routingConfiguration())
        .containsExactly(route(machine + ":1", 90), route(machine + ":2", 10));
    assertThat(described.updateDate()).isEqualTo(described.creationDate());
  }

  @Test
  void startsTheVersionOfTheAliasAndReturnsBoth() {
    String live = alias("live", route(machine + ":1", 100));

    DescribeExecutionResponse execution = run(live);

    assertThat(execution.output()).isEqualTo("\"one\"");
    assertThat(execution.stateMachineArn()).isEqualTo(machine);
    assertThat(execution.stateMachineVersionArn()).isEqualTo(machine + ":1");
    assertThat(execution.stateMachineAliasArn()).isEqualTo(live);
    assertThat(run(machine + ":1").stateMachineAliasArn()).isNull();
  }

  @Test
  void listsExecutionsByTheAliasThatStartedThem() {
    String live = alias("live", route(machine + ":1", 100));
    String other = alias("other", route(machine + ":1", 100));
    String byAlias = run(live).executionArn();
    String byVersion = run(machine + ":1").executionArn();
    run(machine);

    assertThat(executions(live)).containsExactly(byAlias);
    assertThat(executions(other)).isEmpty();
    assertThat(executions(machine + ":1")).containsExactlyInAnyOrder(byAlias, byVersion);
    assertThat(executions(machine)).hasSize(3);
    assertThat(sfn.client.listExecutions(r -> r.stateMachineArn(live)).executions().get(0))
        .returns(live, ExecutionListItem::stateMachineAliasArn)
        .returns(machine + ":1", ExecutionListItem::stateMachineVersionArn);
  }

  @Test
  void takesNewExecutionsToTheVersionThatItWasUpdatedTo() {
    String live = alias("live", route(machine + ":1", 100));
    sfn.client.updateStateMachineAlias(
        r -> r.stateMachineAliasArn(live).routingConfiguration(route(machine + ":2", 100)));

    assertThat(run(live).output()).isEqualTo("\"two\"");
    assertThat(describe(live).updateDate()).isAfterOrEqualTo(describe(live).creationDate());
  }

  @Test
  void theSameUpdateTwiceIsOne() {
    String live = alias("live", route(machine + ":1", 100));

    assertThat(update(live, "Canary")).isEqualTo(update(live, "Canary"));
    assertThat(describe(live).description()).isEqualTo("Canary");
    assertThat(describe(live).routingConfiguration()).hasSize(1);
    assertThatThrownBy(() -> sfn.client.updateStateMachineAlias(r -> r.stateMachineAliasArn(live)))
        .isInstanceOf(ValidationException.class);
  }

  private java.time.Instant update(String alias, String description) {
    return sfn.client
        .updateStateMachineAlias(r -> r.stateMachineAliasArn(alias).description(description))
        .updateDate();
  }

  @Test
  void theSameRequestTwiceIsOneAliasAndAnotherOfItsNameIsAConflict() {
    String live = alias("live", route(machine + ":1", 100));

    assertThat(alias("live", route(machine + ":1", 100))).isEqualTo(live);
    assertThatThrownBy(() -> alias("live", route(machine + ":2", 100)))
        .isInstanceOf(ConflictException.class);
    assertThat(aliases(machine)).containsExactly(live);
  }

  @Test
  void listsAliasesNewestFirstAndOfAVersion() {
    List<String> all =
        Stream.of("a", "b", "c")
            .map(name -> alias(name, route(machine + (name.equals("b") ? ":2" : ":1"), 100)))
            .toList();

    assertThat(aliases(machine)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(aliases(machine + ":1")).containsExactlyInAnyOrder(all.get(0), all.get(2));
    assertThat(aliases(machine + ":2")).containsExactly(all.get(1));
    assertThat(
            sfn.client
                .listStateMachineAliases(r -> r.stateMachineArn(machine).maxResults(2))
                .nextToken())
        .isNotNull();
    assertThatThrownBy(() -> aliases(machine + "x"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  @Test
  void aVersionThatAnAliasUsesCannotBeDeleted() {
    String live = alias("live", route(machine + ":1", 100));

    assertThatThrownBy(() -> deleteVersion(machine + ":1"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("[live]");
    deleteVersion(machine + ":2");
    sfn.client.deleteStateMachineAlias(r -> r.stateMachineAliasArn(live));
    deleteVersion(machine + ":1");

    assertThat(sfn.client.listStateMachineVersions(r -> r.stateMachineArn(machine)))
        .returns(List.of(), versions -> versions.stateMachineVersions());
  }

  @Test
  void theNumberOfADeletedVersionIsNotGivenAgain() {
    deleteVersion(machine + ":2");

    assertThat(publish("three")).isEqualTo(machine + ":3");
  }

  private void deleteVersion(String arn) {
    sfn.client.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn));
  }

  @Test
  void aDeletedAliasStartsNothingAndLeavesItsVersion() {
    String live = alias("live", route(machine + ":1", 100));
    sfn.client.deleteStateMachineAlias(r -> r.stateMachineAliasArn(live));

    assertThatThrownBy(() -> run(live)).isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> describe(live)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(run(machine + ":1").output()).isEqualTo("\"one\"");
  }

  @Test
  void aDeletedStateMachineTakesItsAliasesWithIt() {
    String live = alias("live", route(machine + ":1", 100));
    sfn.client.deleteStateMachine(r -> r.stateMachineArn(machine));
    machine("reports", StateMachineType.STANDARD);

    assertThatThrownBy(() -> describe(live)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(sfn.client.listStateMachineVersions(r -> r.stateMachineArn(machine)))
        .satisfies(versions -> assertThat(versions.stateMachineVersions()).hasSize(1));
  }

  @Test
  void anAliasIsThereAgainAfterAStart() {
    String live = alias("live", route(machine + ":1", 90), route(machine + ":2", 10));
    String execution = run(live).executionArn();
    sfn.close();
    sfn = new ServedStepFunctions(folder, Map.of());

    assertThat(describe(live).routingConfiguration()).hasSize(2);
    assertThat(ended(execution).stateMachineAliasArn()).isEqualTo(live);
  }

  @Test
  void anExpressStateMachineIsStartedByItsAlias() {
    String quick = machine("quick", StateMachineType.EXPRESS);
    String live = alias("live", route(quick + ":1", 100));
    sfn.client.updateStateMachine(r -> r.stateMachineArn(quick).definition(pass("changed")));

    assertThat(sfn.client.startSyncExecution(r -> r.stateMachineArn(live)).output())
        .isEqualTo("\"one\"");
  }

  @Test
  void refusesARoutingThatAwsRefuses() {
    String other = machine("other", StateMachineType.STANDARD);

    refused("must have length greater than or equal to 1");
    refused(
        "must have length less than or equal to 2",
        route(machine + ":1", 50),
        route(machine + ":2", 25),
        route(machine + ":2", 25));
    refused("must equal 100. Received: [90]", route(machine + ":1", 90));
    refused("less than or equal to 100", route(machine + ":1", 101));
    refused("greater than or equal to 0", route(machine + ":1", -1));
    refused("distinct", route(machine + ":1", 50), route(machine + ":1", 50));
    refused("must contain state machine version ARNs", route(machine, 100));
    refused("versions of one state machine", route(machine + ":1", 50), route(other + ":1", 50));
    assertThatThrownBy(() -> alias("live", route(machine + ":3", 100)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> alias("live", route("live", 100)))
        .isInstanceOf(InvalidArnException.class);
  }

  private void refused(String reason, RoutingConfigurationListItem... routes) {
    assertThatThrownBy(() -> alias("live", routes))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "a b", "a:b", "ä"})
  void refusesANameThatAwsRefuses(String name) {
    assertThatThrownBy(() -> alias(name, route(machine + ":1", 100)))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void refusesTheHundredAndFirstAlias() {
    IntStream.range(0, 100).forEach(i -> alias("a" + i, route(machine + ":1", 100)));

    assertThatThrownBy(() -> alias("more", route(machine + ":1", 100)))
        .isInstanceOf(ServiceQuotaExceededException.class);
  }

  @Test
  @EnabledIf(
      value = "dev.errand.local.stepfunctions.ServedStepFunctions#awsIsInstalled",
      disabledReason = "the AWS CLI is not installed")
  void talksToTheAwsCli() throws Exception {
    String created =
        sfn.aws(
            "create-state-machine-alias",
            "--name",
            "live",
            "--routing-configuration",
            "stateMachineVersionArn=%s:1,weight=100".formatted(machine));
    String arn = Json.read(created).path("stateMachineAliasArn").asText();

    assertThat(sfn.aws("list-state-machine-aliases", "--state-machine-arn", machine)).contains(arn);
    assertThat(sfn.aws("start-execution", "--state-machine-arn", arn)).contains("executionArn");
    sfn.aws("delete-state-machine-alias", "--state-machine-alias-arn", arn);
    assertThat(sfn.aws("list-state-machine-aliases", "--state-machine-arn", machine))
        .isEqualTo("{\"stateMachineAliases\":[]}");
  }
}
