package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the parameters turn on, and that nothing is on without being asked for. */
class OptionRulesTest {

  private static final JsonNode TRANSLATED = Deployment.translated();

  /** Values that mean: not used. */
  private static final Set<String> OFF = Set.of("", "0", "false", "AllAtOnce", "default");

  @Test
  void everyOptionOfThePageIsOffByDefault() {
    Set<String> options = options();

    assertThat(options)
        .hasSizeGreaterThan(10)
        .contains("KmsKeyArn", "DomainName", "WebAclArn", "DeletionProtection", "SpotWeight")
        .allSatisfy(
            name -> {
              JsonNode parameter = TRANSLATED.at("/Parameters/" + name);
              assertThat(parameter.has("Default")).isTrue();
              assertThat(OFF).contains(parameter.path("Default").asText());
            });
  }

  /** In the first column of the table under "Options". */
  private static Set<String> options() {
    String page = Deployment.text(Deployment.ROOT.resolve("docs/deploy.md"));
    String section =
        page.substring(page.indexOf("\n## Options\n"), page.indexOf("\n### The console\n"));
    Set<String> options = new TreeSet<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf(" |")))
        .forEach(
            cell ->
                Pattern.compile("`([A-Za-z]+)`")
                    .matcher(cell)
                    .results()
                    .forEach(name -> options.add(name.group(1))));
    return options;
  }

  @Test
  void aKeyOfOnesOwnEncryptsTableBucketQueuesLogsAndSecrets() {
    Map<String, String> places =
        Map.of(
            "AWS::DynamoDB::Table", "SSESpecification/KMSMasterKeyId",
            "AWS::SQS::Queue", "KmsMasterKeyId",
            "AWS::Logs::LogGroup", "KmsKeyId",
            "AWS::SecretsManager::Secret", "KmsKeyId");
    places.forEach(
        (type, place) ->
            assertThat(ofType(type))
                .as(type)
                .isNotEmpty()
                .allSatisfy(
                    resource ->
                        assertThat(resource.at("/Properties/" + place))
                            .hasToString(ifHasKey("{\"Ref\":\"KmsKeyArn\"}"))));
    assertThat(TRANSLATED.at("/Resources/Bucket").findValue("KMSMasterKeyID"))
        .hasToString(ifHasKey("{\"Ref\":\"KmsKeyArn\"}"));
  }

  private static String ifHasKey(String value) {
    return "{\"Fn::If\":[\"HasKey\",%s,{\"Ref\":\"AWS::NoValue\"}]}".formatted(value);
  }

  /** ECS reads the token when it starts a task, the task when the token has expired. */
  @Test
  void aTokenUnderAKeyOfItsOwnCanBeReadByWhoeverReadsIt() {
    for (String role : List.of("TaskRole", "TaskExecutionRole")) {
      assertThat(Statement.allOf(TRANSLATED.at("/Resources/" + role)))
          .filteredOn(statement -> statement.actions().contains("kms:Decrypt"))
          .singleElement()
          .satisfies(
              statement ->
                  assertThat(statement.json().path("Resource"))
                      .hasToString("{\"Ref\":\"RecordsApiTokenKeyArn\"}"));
    }
  }

  @Test
  void functionsAndTasksHaveTheSameArchitecture() {
    assertThat(ofType("AWS::Lambda::Function"))
        .isNotEmpty()
        .allSatisfy(
            function ->
                assertThat(function.at("/Properties/Architectures"))
                    .hasToString("[{\"Ref\":\"Architecture\"}]"));
    assertThat(ofType("AWS::ECS::TaskDefinition"))
        .isNotEmpty()
        .allSatisfy(
            task ->
                assertThat(task.at("/Properties/RuntimePlatform/CpuArchitecture"))
                    .hasToString("{\"Fn::If\":[\"OnArm\",\"ARM64\",\"X86_64\"]}"));
  }

  @Test
  void theSecurityGroupLetsOutThePortOfTheRecordsApi() {
    assertThat(ofType("AWS::EC2::SecurityGroup"))
        .singleElement()
        .satisfies(
            group ->
                assertThat(
                        group.at("/Properties/SecurityGroupEgress/1/Fn::If/1/ToPort/Ref").asText())
                    .isEqualTo("RecordsApiPort"));
  }

  /** A tag is a version: what ran under it stays what it was. */
  @Test
  void theTagOfAnImageKeepsItsImageAndTheRepositoryGoesWithTheStack() {
    assertThat(ofType("AWS::ECR::Repository"))
        .isNotEmpty()
        .allSatisfy(
            repository -> {
              assertThat(repository.at("/Properties/ImageTagMutability").asText())
                  .isEqualTo("IMMUTABLE");
              assertThat(repository.path("DeletionPolicy").asText()).isEqualTo("Delete");
              assertThat(repository.at("/Properties/EmptyOnDelete").asBoolean()).isTrue();
            });
  }

  @Test
  void theBaseImageIsNamedByItsDigestInBothBuilds() {
    Pattern image = Pattern.compile("eclipse-temurin:[a-z0-9.-]+@sha256:[0-9a-f]{64}");
    List<String> named =
        List.of("worker/Dockerfile", "worker/pom.xml").stream()
            .map(file -> Deployment.text(Deployment.ROOT.resolve(file)))
            .map(
                text ->
                    image.matcher(text).results().map(MatchResult::group).findFirst().orElse(""))
            .toList();

    assertThat(named).doesNotContain("").hasSize(2);
    assertThat(named.get(0)).isEqualTo(named.get(1));
  }

  @Test
  void trafficThatIsShiftedGoesBackWhenAFunctionFails() {
    assertThat(ofType("AWS::CodeDeploy::DeploymentGroup"))
        .isNotEmpty()
        .allSatisfy(
            group -> {
              assertThat(group.at("/Properties/AlarmConfiguration").toString())
                  .contains("FunctionErrorsAlarm");
              assertThat(group.at("/Properties/AutoRollbackConfiguration/Events").toString())
                  .contains("DEPLOYMENT_STOP_ON_ALARM");
            });
  }

  /** Otherwise they write to a table that is deleted under them, or into the old one. */
  @Test
  void beforeARestoreEveryFunctionIsStoppedThatChangesItems() {
    Set<String> changing = new TreeSet<>();
    TRANSLATED
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getKey().endsWith("FunctionRole")
                  && Statement.allOf(resource.getValue()).stream()
                      .flatMap(statement -> statement.actions().stream())
                      .anyMatch(
                          action ->
                              Set.of("dynamodb:UpdateItem", "dynamodb:DeleteItem")
                                  .contains(action))) {
                changing.add(resource.getKey().replace("FunctionRole", ""));
              }
            });
    String page = Deployment.text(Deployment.ROOT.resolve("docs/operations.md"));
    String stopped =
        Pattern.compile("for function in ([A-Za-z ]+); do")
            .matcher(page)
            .results()
            .map(loop -> loop.group(1))
            .findFirst()
            .orElseThrow();

    assertThat(stopped.split(" ")).containsExactlyInAnyOrderElementsOf(changing);
  }

  private static List<JsonNode> ofType(String type) {
    return StreamSupport.stream(TRANSLATED.path("Resources").spliterator(), false)
        .filter(resource -> resource.path("Type").asText().equals(type))
        .toList();
  }
}
