package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyRulesTest {

  /** Actions for which AWS defines no resource type (Service Authorization Reference). */
  private static final Set<String> KNOW_NO_RESOURCE =
      Set.of(
          "ecr:GetAuthorizationToken",
          "xray:PutTraceSegments",
          "logs:CreateLogDelivery",
          "logs:GetLogDelivery",
          "logs:UpdateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:DescribeResourcePolicies",
          "logs:DescribeLogGroups");

  /** What SAM adds by itself: writing one's own logs, sending traces, moving traffic. */
  private static final Set<String> MANAGED =
      Set.of(
          "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
          "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
          "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda");

  static Stream<Named<JsonNode>> documents() {
    return Stream.of(
        Named.of("as written", Deployment.template()),
        Named.of("as translated", Deployment.translated()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void noPolicyAllowsAnActionByWildcard(JsonNode document) {
    assertThat(allowed(document))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            statement -> {
              assertThat(statement.json().has("NotAction")).as(statement.place()).isFalse();
              assertThat(statement.actions()).as(statement.place()).noneMatch(a -> a.contains("*"));
            });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyResourceIsNamedUnlessTheActionKnowsNoneOrAConditionNamesTheCluster(JsonNode document) {
    assertThat(
            allowed(document).stream()
                .filter(Statement::isForEverything)
                .filter(
                    statement -> !statement.json().at("/Condition/ArnEquals").has("ecs:cluster")))
        .isNotEmpty()
        .allSatisfy(
            statement ->
                assertThat(KNOW_NO_RESOURCE)
                    .as(statement.place())
                    .containsAll(statement.actions()));
    assertThat(allowed(document))
        .allSatisfy(
            statement ->
                assertThat(statement.json().has("NotResource")).as(statement.place()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aRoleIsPassedToOneServiceOnly(JsonNode document) {
    assertThat(allowed(document).stream().filter(s -> s.actions().contains("iam:PassRole")))
        .isNotEmpty()
        .allSatisfy(
            statement ->
                assertThat(statement.json().at("/Condition/StringEquals/iam:PassedToService"))
                    .as(statement.place())
                    .hasToString("\"ecs-tasks.amazonaws.com\""));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void nobodyOutsideTheAccountIsLetIn(JsonNode document) {
    assertThat(allowed(document).stream().filter(s -> s.json().has("Principal")))
        .isNotEmpty()
        .allSatisfy(
            statement ->
                assertThat(statement.services())
                    .as(statement.place())
                    .isNotEmpty()
                    .allMatch(service -> service.endsWith(".amazonaws.com")));
  }

  @Test
  void onlyTheManagedPoliciesThatSamAddsAreUsed() {
    List<String> used = new ArrayList<>();
    Deployment.translated()
        .findValues("ManagedPolicyArns")
        .forEach(
            arns -> arns.forEach(arn -> used.add(arn.isTextual() ? arn.asText() : arn.toString())));

    assertThat(used)
        .isNotEmpty()
        .allMatch(arn -> MANAGED.contains(arn) || arn.contains("\"UseOfKey\""));
  }

  /** Otherwise a faulty worker could overwrite the status of any report. */
  @Test
  void theWorkerWritesProgressItemsOnly() {
    assertThat(
            Statement.allOf(Deployment.translated().at("/Resources/TaskRole")).stream()
                .filter(
                    statement ->
                        statement.actions().stream().anyMatch(a -> a.startsWith("dynamodb:"))))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.actions()).containsExactly("dynamodb:PutItem");
              assertThat(
                      statement
                          .json()
                          .at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys"))
                  .hasToString("[\"PROGRESS#*\"]");
            });
  }

  /** A task can replace an expired token, and reads no other secret. */
  @Test
  void theWorkerReadsOnlyTheSecretOfItsToken() {
    assertThat(
            Statement.allOf(Deployment.translated().at("/Resources/TaskRole")).stream()
                .filter(
                    statement ->
                        statement.actions().stream()
                            .anyMatch(a -> a.startsWith("secretsmanager:"))))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.actions()).containsExactly("secretsmanager:GetSecretValue");
              assertThat(statement.json().path("Resource"))
                  .hasToString("{\"Ref\":\"RecordsApiTokenSecretArn\"}");
            });
  }

  @Test
  void traceHeadersAreReadAndTracesSentOnlyWhereTheyAreAskedFor() {
    JsonNode template = Deployment.translated();
    assertThat(template.at("/Parameters/WorkerTracing/Default").asText()).isEqualTo("false");
    assertThat(template.at("/Conditions/TracesWorker"))
        .hasToString("{\"Fn::Equals\":[{\"Ref\":\"WorkerTracing\"},\"true\"]}");
    for (String policy : List.of("ReadTraceHeader", "SendTrace")) {
      assertThat(template.at("/Resources/" + policy + "/Condition").asText())
          .as(policy)
          .isEqualTo("TracesWorker");
    }

    assertThat(Statement.allOf(template.at("/Resources/ReadTraceHeader")))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.actions()).containsExactly("states:DescribeExecution");
              assertThat(statement.resources())
                  .singleElement()
                  .asString()
                  .contains(":execution:${ReportStateMachine.Name}:*");
            });
    assertThat(template.at("/Resources/ReadTraceHeader/Properties/Roles"))
        .hasToString("[{\"Ref\":\"ReportStateMachineRole\"}]");
    assertThat(Statement.allOf(template.at("/Resources/SendTrace")))
        .singleElement()
        .satisfies(
            statement -> assertThat(statement.actions()).containsExactly("xray:PutTraceSegments"));
    assertThat(Statement.allOf(template.at("/Resources/TaskRole")))
        .flatExtracting(Statement::actions)
        .noneMatch(action -> action.startsWith("xray:") || action.startsWith("states:"));
  }

  /** Only these read or write what lies under the stack's own key: what has a role of ours. */
  @Test
  void everyRoleThatTouchesEncryptedDataMayUseTheKey() {
    JsonNode resources = Deployment.translated().path("Resources");

    assertThat(resources.properties())
        .filteredOn(resource -> touchesData(resource.getValue()))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            role ->
                assertThat(role.getValue().at("/Properties/ManagedPolicyArns").toString())
                    .as(role.getKey())
                    .contains("UseOfKey"));
  }

  private static boolean touchesData(JsonNode resource) {
    return resource.path("Type").asText().equals("AWS::IAM::Role")
        && Statement.allOf(resource).stream()
            .filter(Statement::allows)
            .flatMap(statement -> statement.actions().stream())
            .anyMatch(action -> action.startsWith("dynamodb:") || action.startsWith("s3:Get"));
  }

  @Test
  void everyStatementForEverythingSaysWhyInTheTemplate() {
    String template = Deployment.text(Deployment.TEMPLATE);
    List<MatchResult> places =
        Pattern.compile(
                "(?m)^( *)(# [^\n]+)?\n *- Effect: Allow\n(?:(?! *- Effect).*\n)*? *Resource: \"\\*\"")
            .matcher(template)
            .results()
            .toList();

    assertThat(places)
        .hasSize((int) Pattern.compile("Resource: \"\\*\"").matcher(template).results().count())
        .allSatisfy(place -> assertThat(place.group(2)).as(place.group()).isNotNull());
  }

  private static List<Statement> allowed(JsonNode document) {
    return Statement.allOf(document).stream().filter(Statement::allows).toList();
  }
}
