package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Account;
import dev.errand.local.ecs.RunTaskSync;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.Template;
import dev.errand.states.definition.Definition;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state machine as it is deployed, every placeholder filled in from the template. */
class StateMachineDefinitionTest {

  private static final String DEFINITION = definition();

  @TempDir private Path folder;

  /** What one can get wrong in it: a part of the text, what stands there instead, what is found. */
  private enum Fault {
    NO_BEGINNING("'StartAt': 'Begin',", "", "These fields are required: [StartAt] at /"),
    WAY_TO_NOWHERE("'Next': 'Pause'", "'Next': 'Nowhere'", "Missing 'Next' target: Nowhere"),
    NEVER_REACHED("'Default': 'No more tries'", "'Default': 'No task'", "is not reachable"),
    NO_SUCH_TYPE("'Type': 'Wait'", "'Type': 'Sleep'", "Pause/Type"),
    NO_SUCH_FIELD("'SecondsPath':", "'SecondsFrom':", "Field 'SecondsFrom' is not supported"),
    NO_PATH(
        "'SecondsPath': '$pause'",
        "'SecondsPath': 'pause'",
        "Value is not a Reference Path at /States/Pause/SecondsPath"),
    TEXT_FOR_A_NUMBER(
        "'NumericLessThan': 4,",
        "'NumericLessThan': '4',",
        "Expected value of type Numeric at /States/Can another try succeed?/Choices[2]/NumericLessThan"),
    CHOICE_WITHOUT_NEXT(
        "'Next': 'Read the task'",
        "'Comment': ''",
        "These fields are required: [Next] at /States/Is there a task?/Choices[1]"),
    NO_SUCH_INTRINSIC(
        "States.JsonToString", "States.JsonToText", "field 'Value.$' must be a valid JSONPath"),
    NO_SUCH_ERROR("'States.TaskFailed'", "'States.Failed'", "no error name 'States.Failed'"),
    VARIABLE_NEVER_SET(
        "'pause.$'",
        "'interval.$'",
        "The variable 'pause' is read and never assigned at /States/Pause"),
    NO_SUCH_SERVICE("ecs:runTask.sync", "ecs:runTasks.sync", "Generate report/Resource");

    private final String right;
    private final String wrong;
    private final String found;

    Fault(String right, String wrong, String found) {
      this.right = right.replace('\'', '"');
      this.wrong = wrong.replace('\'', '"');
      this.found = found;
    }

    String definition() {
      assertThat(DEFINITION).contains(right);
      return DEFINITION.replace(right, wrong);
    }
  }

  @Test
  void everyPlaceholderIsFilledIn() {
    assertThat(DEFINITION).doesNotContain("${");
  }

  @Test
  void theStageFindsNothing() {
    assertThatCode(() -> read(DEFINITION)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void theStageFinds(Fault fault) {
    assertThatThrownBy(() -> read(fault.definition()))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining(fault.found);
  }

  @Test
  void aslValidatorFindsNothing() throws IOException {
    Tool.Answer answer = validate(DEFINITION);

    assertThat(answer.exitCode()).as(answer.output()).isZero();
  }

  @Test
  void aslValidatorFindsAllFaultsButThoseThatAreLeftToTheStage() throws IOException {
    EnumSet<Fault> leftToTheStage =
        EnumSet.of(Fault.NO_SUCH_ERROR, Fault.VARIABLE_NEVER_SET, Fault.NO_SUCH_SERVICE);
    for (Fault fault : EnumSet.complementOf(leftToTheStage)) {
      Tool.Answer answer = validate(fault.definition());

      assertThat(answer.exitCode()).as("%s: %s", fault, answer.output()).isNotZero();
    }
  }

  private static Definition read(String definition) {
    return Definition.read(
        definition,
        new ServiceIntegrations(
            Map.of(
                RunTaskSync.RESOURCE,
                StateMachineDefinitionTest::notToBeCalled,
                "arn:aws:states:::aws-sdk:sfn:describeExecution",
                StateMachineDefinitionTest::notToBeCalled)));
  }

  private static ServiceIntegration.RunningCall notToBeCalled(ServiceIntegration.Call call) {
    throw new IllegalStateException("not to be called: " + call.resource());
  }

  private static String definition() {
    Map<String, String> parameters =
        Map.of(
            "VpcId", "vpc-1",
            "SubnetIds", "subnet-1,subnet-2",
            "RecordsApiUrl", "https://records.example.com",
            "Version", "1",
            "JwtIssuer", "https://issuer.example.com",
            "JwtAudience", "errand",
            "RecordsApiTokenSecretArn", "arn:aws:secretsmanager:us-east-1:000000000000:secret:t");
    Account account = new Account("000000000000", "us-east-1", "key", "secret");
    return Template.read(Deployment.TEMPLATE, new StackSettings("errand", account, parameters))
        .stateMachines()
        .get(0)
        .definition();
  }

  private Tool.Answer validate(String definition) throws IOException {
    Path file = Files.writeString(folder.resolve("definition.json"), definition);
    return validator().run("--json-path", file.toString());
  }

  private static Tool validator() {
    Path installed = Deployment.ROOT.resolve("target/tools/node_modules/.bin/asl-validator");
    String installation = "npm install --prefix target/tools --no-save asl-validator@4.0.0";
    return Files.isExecutable(installed)
        ? new Tool(List.of(installed.toString()), installation)
        : Tool.onPath("asl-validator", installation);
  }
}
