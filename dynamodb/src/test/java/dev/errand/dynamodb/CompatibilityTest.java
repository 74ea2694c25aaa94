package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.Compatibility.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The list of what the store does, against the store and against its page. */
class CompatibilityTest {

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

  @Test
  void streamsAreRefusedByName() {
    JsonNode request =
        Calls.json(
            """
            {"TableName": "streamed", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}],
             "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}}
            """);
    assertThatThrownBy(() -> DYNAMO_DB.call("CreateTable", request))
        .hasMessageContaining("StreamSpecification");
  }

  @Test
  void aParameterThatTheOperationDoesNotHaveIsRefusedByName() {
    assertThatThrownBy(() -> DYNAMO_DB.call("ListTables", Calls.json("{\"Limits\": 1}")))
        .hasMessageContaining("Unknown parameter in input: \"Limits\"");
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
        .contains(
            refused().stream().map("`%s`"::formatted).collect(Collectors.joining(", ", "", ".")));
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
