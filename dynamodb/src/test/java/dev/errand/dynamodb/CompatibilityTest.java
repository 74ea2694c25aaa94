package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.Compatibility.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The list of what the store does, against the store and against its page. */
class CompatibilityTest {

  private static final String CREATE_TABLE =
      """
      {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
       "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"},
                                {"AttributeName": "g", "AttributeType": "S"}],
       "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}],
       "GlobalSecondaryIndexes": [{"IndexName": "by-g",
         "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
         "Projection": {"ProjectionType": "ALL"}}]}
      """;
  private static final String UPDATE_TABLE =
      """
      {"TableName": "things", "GlobalSecondaryIndexUpdates": [
        {"Create": {"IndexName": "by-h", "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"}}},
        {"Update": {"IndexName": "by-g",
                    "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}}]}
      """;

  private static final DynamoDb DYNAMO_DB = DynamoDb.inMemory();

  @AfterAll
  static void close() {
    DYNAMO_DB.close();
  }

  static List<String> supported() {
    return subjects("same");
  }

  static List<String> refused() {
    return subjects("refused operation");
  }

  private static List<String> subjects(String kind) {
    return Compatibility.ENTRIES.stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(Entry::subject)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void anOperationThatIsSupportedLooksAtItsParameters(String operation) {
    if (operation.equals("ListTables")) {
      assertThat(DYNAMO_DB.call(operation, Calls.json("{}")).has("TableNames")).isTrue();
    } else {
      assertThatThrownBy(() -> DYNAMO_DB.call(operation, Calls.json("{}")))
          .isInstanceOfSatisfying(
              DynamoDbException.class,
              e -> assertThat(e.type()).isEqualTo(DynamoDbException.Type.VALIDATION));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anOperationThatIsNotSupportedIsRefusedByName(String operation) {
    assertThatThrownBy(() -> DYNAMO_DB.call(operation, Calls.json("{}")))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.type()).isEqualTo(DynamoDbException.Type.UNKNOWN_OPERATION))
        .hasMessage(operation + " is not supported by this table store");
  }

  static List<String> valuesOfParameters() {
    return subjects("refused parameter");
  }

  static List<String> missingParameters() {
    return subjects("missing parameter");
  }

  @ParameterizedTest
  @MethodSource("valuesOfParameters")
  void aParameterWithAValueThatIsNotSupportedIsRefusedByName(String parameter) {
    Map<String, String> values =
        Map.of(
            "StreamSpecification", "{\"StreamEnabled\": true, \"StreamViewType\": \"NEW_IMAGE\"}",
            "SSESpecification", "{\"Enabled\": true}");
    for (String request : List.of(CREATE_TABLE, UPDATE_TABLE)) {
      ObjectNode json = (ObjectNode) Calls.json(request);
      json.set(parameter, Calls.json(values.get(parameter)));
      String operation = request.equals(CREATE_TABLE) ? "CreateTable" : "UpdateTable";
      assertThatThrownBy(() -> DYNAMO_DB.call(operation, json)).hasMessageContaining(parameter);
    }
  }

  @ParameterizedTest
  @MethodSource("missingParameters")
  void aParameterThatIsMissingIsRefusedByName(String path) {
    List<String> names = List.of(path.split("\\."));
    String parameter = names.get(names.size() - 1);
    JsonNode request = Calls.json(names.get(0).equals("CreateTable") ? CREATE_TABLE : UPDATE_TABLE);
    JsonNode at = request;
    for (String name : names.subList(1, names.size() - 1)) {
      at = at.isArray() ? at.findParent(name).get(name) : at.get(name);
    }
    ((ObjectNode) (at.isArray() ? at.get(0) : at)).putObject(parameter);

    assertThatThrownBy(() -> DYNAMO_DB.call(names.get(0), request))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.type()).isEqualTo(DynamoDbException.Type.VALIDATION))
        .hasMessageStartingWith("Unknown parameter in input: \"%s\"".formatted(parameter));
  }

  @Test
  void everyOperationOfTheSdkIsInTheList() {
    List<String> operations =
        java.util.Arrays.stream(DynamoDbClient.class.getMethods())
            .map(java.lang.reflect.Method::getName)
            .filter(name -> !name.endsWith("Paginator"))
            .filter(
                name ->
                    !List.of(
                            "serviceName",
                            "serviceClientConfiguration",
                            "waiter",
                            "create",
                            "builder",
                            "serviceMetadata",
                            "close")
                        .contains(name))
            .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
            .distinct()
            .toList();

    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThat(supported().contains(operation) || refused().contains(operation))
                    .as(operation)
                    .isTrue());
  }

  @Test
  void thePageHasTheList() throws IOException {
    String page = Files.readString(Path.of("../docs/table-store.md"));

    assertThat(page)
        .contains(table("same", "| operation | notes |"))
        .contains(table("otherwise", "| what | how |"))
        .contains(table("refused parameter", "| parameter | notes |"))
        .contains("Other parameters (ValidationException): " + names(missingParameters()))
        .contains("Operations (UnknownOperationException): " + names(refused()));
  }

  private static String names(List<String> subjects) {
    return subjects.stream().map("`%s`"::formatted).collect(Collectors.joining(", ", "", "."));
  }

  private static String table(String kind, String head) {
    return Compatibility.ENTRIES.stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(
            entry ->
                "| %s | %s |"
                    .formatted(
                        kind.equals("otherwise")
                            ? entry.subject()
                            : "`%s`".formatted(entry.subject()),
                        entry.text()))
        .collect(Collectors.joining("\n", head + "\n| --- | --- |\n", "\n"));
  }
}
