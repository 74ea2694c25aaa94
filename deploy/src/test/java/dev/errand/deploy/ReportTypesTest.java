package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders of report types and what the template has for them go together, both ways. */
class ReportTypesTest {

  private static final Collection<ReportType> TYPES = ReportTypes.onClassPath().all();
  private static final JsonNode TEMPLATE = Deployment.translated();
  private static final String FAMILY = "${AWS::StackName}-";

  /** Of executions that began when there were no types. */
  private static final String FORMER_FAMILY = "worker";

  /** The task definition of each type, by the type's name. */
  private static final Map<String, JsonNode> DEFINITIONS = definitions();

  static Stream<String> types() {
    return TYPES.stream().map(ReportType::name);
  }

  @Test
  void eachTypeHasATaskDefinitionAndEachTaskDefinitionAType() {
    assertThat(DEFINITIONS.keySet()).isEqualTo(types().collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theTaskHasTheSizeOfItsType(String type) {
    ReportType described = described(type);

    assertThat(List.of(value(type, "Cpu"), value(type, "Memory")))
        .containsExactly(
            Integer.toString(described.task().cpu()), Integer.toString(described.task().memory()));
  }

  @Test
  void theStateMachineKnowsEachTypeAndItsTimeLimit() {
    String limits =
        TYPES.stream()
            .map(type -> type.name() + "=" + type.task().timeLimit().toSeconds())
            .collect(Collectors.joining(","));

    assertThat(stateMachine().at("/Properties/DefinitionSubstitutions/TimeLimits").asText())
        .isEqualTo(limits);
  }

  /** Ten minutes are kept to get the task, and to save a checkpoint. */
  @ParameterizedTest
  @MethodSource("types")
  void theDeadlineComesBeforeTheTimeLimit(String type) {
    assertThat(environment(type).get("DEADLINE_SECONDS").asLong())
        .isEqualTo(described(type).task().timeLimit().toSeconds() - 600);
  }

  @Test
  void theStateMachineIsMadeAfterEveryTaskDefinition() {
    assertThat(texts(stateMachine().path("DependsOn")))
        .containsAll(names("AWS::ECS::TaskDefinition"));
  }

  @Test
  void theStateMachineMayRunTheFamiliesOfTypesAndNoOthers() {
    Set<String> families =
        statements("ReportStateMachineRole", "ecs:RunTask").stream()
            .flatMap(statement -> statement.resources().stream())
            .map(
                resource ->
                    resource.replaceAll(".*task-definition/\\$\\{AWS::StackName}-|:\\*.*", ""))
            .collect(Collectors.toSet());

    assertThat(families)
        .isEqualTo(Stream.concat(types(), Stream.of(FORMER_FAMILY)).collect(Collectors.toSet()));
  }

  @Test
  void theStateMachineMayPassTheRolesOfTypesAndNoOthers() {
    assertThat(
            statements("ReportStateMachineRole", "iam:PassRole").stream()
                .flatMap(statement -> statement.resources().stream())
                .map(resource -> resource.replaceAll(".*\\[\"|\",.*", "")))
        .containsExactlyInAnyOrderElementsOf(roles());
  }

  @Test
  void noTwoTypesShareARole() {
    assertThat(roles()).hasSize(2 * TYPES.size()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTaskTouchesTheFoldersOfItsTypeOnly(String type) {
    String suffix = type.equals(ReportType.DEFAULT) ? "" : "-" + type;

    assertThat(environment(type).get("ARTIFACTS_FOLDER").asText()).isEqualTo("reports" + suffix);
    assertThat(environment(type).get("CHECKPOINTS_FOLDER").asText())
        .isEqualTo("checkpoints" + suffix);
    assertThat(
            statements(role(type, "TaskRoleArn"), "s3:PutObject").stream()
                .flatMap(statement -> statement.resources().stream()))
        .containsExactlyInAnyOrder(
            "{\"Fn::Sub\":\"${Bucket.Arn}/reports%s/*\"}".formatted(suffix),
            "{\"Fn::Sub\":\"${Bucket.Arn}/checkpoints%s/*\"}".formatted(suffix));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTaskGetsTheSecretsOfItsTypeOnly(String type) {
    Set<String> secrets =
        container(type).path("Secrets").findValues("ValueFrom").stream()
            .map(JsonNode::toString)
            .collect(Collectors.toSet());

    for (String role : List.of("TaskRoleArn", "ExecutionRoleArn")) {
      assertThat(
              statements(role(type, role), "secretsmanager:GetSecretValue").stream()
                  .flatMap(statement -> statement.resources().stream()))
          .as(role)
          .isSubsetOf(secrets);
    }
  }

  private static ReportType described(String type) {
    return ReportTypes.onClassPath().find(type).orElseThrow();
  }

  private static Map<String, JsonNode> definitions() {
    Map<String, JsonNode> definitions = new TreeMap<>();
    for (String name : names("AWS::ECS::TaskDefinition")) {
      JsonNode definition = resource(name);
      String family = definition.at("/Properties/Family/Fn::Sub").asText();
      assertThat(family).startsWith(FAMILY);
      definitions.put(family.substring(FAMILY.length()), definition);
    }
    return definitions;
  }

  /** A property, for the default of the parameter that it may depend on. */
  private static String value(String type, String property) {
    JsonNode value = DEFINITIONS.get(type).at("/Properties/" + property);
    JsonNode map = value.path("Fn::FindInMap");
    if (map.isMissingNode()) {
      return value.asText();
    }
    String key = TEMPLATE.at("/Parameters/" + map.at("/1/Ref").asText() + "/Default").asText();
    return TEMPLATE
        .at("/Mappings/%s/%s/%s".formatted(map.path(0).asText(), key, map.path(2).asText()))
        .asText();
  }

  private static JsonNode container(String type) {
    return DEFINITIONS.get(type).at("/Properties/ContainerDefinitions/0");
  }

  private static Map<String, JsonNode> environment(String type) {
    return StreamSupport.stream(container(type).path("Environment").spliterator(), false)
        .collect(
            Collectors.toMap(
                variable -> variable.path("Name").asText(), variable -> variable.path("Value")));
  }

  private static String role(String type, String property) {
    return DEFINITIONS.get(type).at("/Properties/" + property + "/Fn::GetAtt/0").asText();
  }

  private static List<String> roles() {
    List<String> roles = new ArrayList<>();
    DEFINITIONS
        .keySet()
        .forEach(
            type -> {
              roles.add(role(type, "TaskRoleArn"));
              roles.add(role(type, "ExecutionRoleArn"));
            });
    return roles;
  }

  private static JsonNode stateMachine() {
    return resource("ReportStateMachine");
  }

  private static List<Statement> statements(String role, String action) {
    return Statement.allOf(resource(role)).stream()
        .filter(statement -> statement.actions().contains(action))
        .toList();
  }

  private static Set<String> names(String type) {
    Set<String> names = new TreeSet<>();
    TEMPLATE
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().path("Type").asText().equals(type)) {
                names.add(resource.getKey());
              }
            });
    return names;
  }

  private static JsonNode resource(String name) {
    return TEMPLATE.path("Resources").path(name);
  }

  private static List<String> texts(JsonNode oneOrMany) {
    return oneOrMany.isArray()
        ? StreamSupport.stream(oneOrMany.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(oneOrMany.asText());
  }
}
