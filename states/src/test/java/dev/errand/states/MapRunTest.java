package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A distributed Map state reads its items from S3 and writes its results there. */
class MapRunTest {

  private static final String READER =
      "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {%s},"
          + " 'Parameters': {'Bucket': 'data', 'Key.$': '$.key'}},";

  private final Map<String, String> objects = new TreeMap<>();

  @Test
  void readsCsvWithItsFirstRowAsNames() {
    objects.put("rows.csv", "id,name\n1,\"a, b\"\n2\n3,c,more\n\n");

    assertThat(run("rows.csv", reader("'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'")))
        .isEqualTo(
            "[{\"id\":\"1\",\"name\":\"a, b\"},{\"id\":\"2\",\"name\":\"\"},{\"id\":\"3\",\"name\":\"c\"}]");
  }

  @Test
  void readsCsvWithNamesThatAreGiven() {
    objects.put("rows.csv", "1;x\n2;y\n");

    assertThat(
            run(
                "rows.csv",
                reader(
                    "'InputType': 'CSV', 'CSVDelimiter': 'SEMICOLON', 'CSVHeaderLocation':"
                        + " 'GIVEN', 'CSVHeaders': ['n', 'l'], 'MaxItems': 1")))
        .isEqualTo("[{\"n\":\"1\",\"l\":\"x\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'InputType': 'JSON' | [1, {\"a\": 1.50}] | [1,{\"a\":1.50}]",
        "'InputType': 'JSON' | {\"x\": 1, \"y\": [2]} |"
            + " [{\"Key\":\"x\",\"Value\":1},{\"Key\":\"y\",\"Value\":[2]}]",
        "'InputType': 'JSON', 'ItemsPointer': '/deep/0' | {\"deep\": [[7, 8]]} | [7,8]",
        "'InputType': 'JSONL', 'MaxItemsPath': '$.most' | `{\"a\":1}\n\n{\"a\":2}\n{\"a\":3}\n` |"
            + " [{\"a\":1},{\"a\":2}]",
        "'InputType': 'JSON' | 7 | States.ItemReaderFailed",
        "'InputType': 'JSON' | {\"a\" | States.ItemReaderFailed",
      })
  void readsJson(String config, String body, String end) {
    objects.put("body", body);
    InMemoryStateMachine.Finished finished = finished("body", reader(config));

    assertThat(finished.result().output().map(Json::write).or(finished.result()::error))
        .contains(end);
  }

  @Test
  void anObjectThatIsNotThereFailsTheMapRunAndCanBeCaught() {
    String fields =
        reader("'InputType': 'JSON'")
            + "'Catch': [{'ErrorEquals': ['States.ItemReaderFailed'], 'Next': 'Caught'}],";

    assertThat(run("none", fields))
        .isEqualTo(
            "{\"Error\":\"States.ItemReaderFailed\",\"Cause\":\"The specified key does not exist.\"}");
  }

  @Test
  void theObjectsOfAListingAreItemsOverAllPages() {
    objects.put("in/a", "12");
    objects.put("in/b", "345");
    objects.put("in/c", "");
    objects.put("other", "");
    String fields =
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2',"
            + " 'Parameters': {'Bucket': 'data', 'Prefix': 'in/'}}, 'ItemSelector':"
            + " {'n.$': '$$.Map.Item.Index', 'key.$': '$$.Map.Item.Value.Key',"
            + " 'size.$': '$$.Map.Item.Value.Size', 'at.$': '$$.Map.Item.Value.LastModified'},";

    assertThat(run("", fields))
        .isEqualTo(
            "[{\"n\":0,\"key\":\"in/a\",\"size\":2,\"at\":1767225600},"
                + "{\"n\":1,\"key\":\"in/b\",\"size\":3,\"at\":1767225600},"
                + "{\"n\":2,\"key\":\"in/c\",\"size\":0,\"at\":1767225600}]");
  }

  @Test
  void theItemsOfAllListedObjectsAreReadWhereTheyAreLoaded() {
    objects.put("in/a", "[1, 2]");
    objects.put("in/b", "[3]");
    String fields =
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', 'ReaderConfig':"
            + " {'InputType': 'JSON', 'Transformation': 'LOAD_AND_FLATTEN'},"
            + " 'Parameters': {'Bucket': 'data', 'Prefix': 'in/'}},"
            + " 'ItemBatcher': {'MaxItemsPerBatch': 2},";

    assertThat(run("", fields)).isEqualTo("[{\"Items\":[1,2]},{\"Items\":[3]}]");
  }

  @Test
  void resultsAreWrittenToFilesWithAManifest() {
    objects.put("body", "[1, 0, 3]");
    String fields =
        reader("'InputType': 'JSON'")
            + "'ToleratedFailureCount': 1, 'ResultWriter': {"
            + "'Resource': 'arn:aws:states:::s3:putObject', 'WriterConfig': {'Transformation':"
            + " 'COMPACT', 'OutputType': 'JSONL'},"
            + " 'Parameters': {'Bucket': 'out', 'Prefix': 'results'}},";

    JsonNode output = json(run("body", fields));
    String key = output.at("/ResultWriterDetails/Key").asText();
    String folder = key.substring(0, key.lastIndexOf('/'));
    JsonNode manifest = json(objects.get(key));

    assertThat(output.path("MapRunArn").asText()).contains(":mapRun:machine/M:");
    assertThat(output.at("/ResultWriterDetails/Bucket").asText()).isEqualTo("out");
    assertThat(key).matches("results/[0-9a-f-]{36}/manifest.json");
    assertThat(manifest.path("MapRunArn")).isEqualTo(output.path("MapRunArn"));
    assertThat(manifest.path("ResultFiles").path("PENDING")).isEmpty();
    assertThat(objects.get(manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText()))
        .isEqualTo("1\n3\n")
        .hasSize(manifest.at("/ResultFiles/SUCCEEDED/0/Size").intValue());
    assertThat(json(objects.get(folder + "/FAILED_0.jsonl")).path("Error").asText())
        .isEqualTo("Zero");
  }

  @ParameterizedTest
  @CsvSource({"COMPACT,'[1,[2,3]]'", "FLATTEN,'[1,2,3]'"})
  void resultsAreTheStatesOwnWithoutABucket(String transformation, String output) {
    objects.put("body", "[1, [2, 3]]");
    String writer = "'ResultWriter': {'WriterConfig': {'Transformation': '%s'}},";

    assertThat(run("body", reader("'InputType': 'JSON'") + writer.formatted(transformation)))
        .isEqualTo(output);
  }

  @Test
  void aResultThatIsNotTransformedDescribesItsExecution() {
    objects.put("body", "[1]");
    String fields = reader("'InputType': 'JSON'") + "'ResultWriter': {'WriterConfig': {}},";

    JsonNode result = json(run("body", fields)).get(0);

    assertThat(result.path("Status").asText()).isEqualTo("SUCCEEDED");
    assertThat(result.path("Input").asText()).isEqualTo("1");
    assertThat(result.path("Output").asText()).isEqualTo("1");
    assertThat(result.path("StateMachineArn").asText()).endsWith(":stateMachine:machine/M");
    assertThat(result.path("ExecutionArn").asText()).contains(":execution:machine/M:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ItemReader': {} | /States/M/ItemReader",
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:copy'} | /States/M/ItemReader/Resource",
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject'} | [InputType]",
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig':"
            + " {'InputType': 'PARQUET'}} | [CSV, JSON, JSONL]",
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig':"
            + " {'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN'}} | [CSVHeaders]",
        "'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', 'Bucket': 'x'} | 'Bucket'",
        "'ResultWriter': {} | [Resource, WriterConfig]",
        "'ResultWriter': {'WriterConfig': {'Transformation': 'ZIP'}} | [NONE, COMPACT, FLATTEN]",
        "'Label': 'a/b' | /States/M/Label",
      })
  void aFieldThatIsWrongIsRefusedWithTheDefinition(String field, String told) {
    assertThatThrownBy(() -> finished("", field + ","))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining(told);
  }

  @Test
  void withoutS3TheDefinitionIsRefused() {
    String definition = definition(reader("'InputType': 'JSON'"));

    assertThatThrownBy(() -> InMemoryStateMachine.of(definition))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining("aws-sdk:s3:getObject is not recognized")
        .hasMessageContaining("/States/M/ItemReader/Resource");
  }

  private static String reader(String config) {
    return READER.formatted(config);
  }

  private String run(String key, String fields) {
    return finished(key, fields).output();
  }

  private InMemoryStateMachine.Finished finished(String key, String fields) {
    return InMemoryStateMachine.of(definition(fields), s3())
        .run("{\"key\": \"%s\", \"most\": 2}".formatted(key));
  }

  private static String definition(String fields) {
    return ScriptedExecution.quoted(
        """
        {'StartAt': 'M', 'States': {
          'M': {'Type': 'Map', %s 'End': true, 'ItemProcessor': {
            'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
            'StartAt': 'C', 'States': {
              'C': {'Type': 'Choice', 'Default': 'P', 'Choices': [{'And': [
                {'Variable': '$', 'IsNumeric': true},
                {'Variable': '$', 'NumericEquals': 0}], 'Next': 'Z'}]},
              'P': {'Type': 'Pass', 'End': true},
              'Z': {'Type': 'Fail', 'Error': 'Zero'}}}}%s}}"""
            .formatted(
                fields,
                fields.contains("Caught") ? ", 'Caught': {'Type': 'Pass', 'End': true}" : ""));
  }

  /** Keeps objects by key, whatever the bucket, and lists two at a time. */
  private ServiceIntegrations s3() {
    String s3 = "arn:aws:states:::aws-sdk:s3:";
    return new ServiceIntegrations(
        Map.of(
            s3 + "getObject", answering(this::get),
            s3 + "putObject", answering(this::put),
            s3 + "listObjectsV2", answering(this::list)));
  }

  private static ServiceIntegration answering(Function<JsonNode, JsonNode> answer) {
    return call ->
        ServiceIntegration.RunningCall.of(
            Json.object(),
            CompletableFuture.supplyAsync(() -> answer.apply(call.parameters()), Runnable::run),
            reason -> {});
  }

  private JsonNode get(JsonNode parameters) {
    String body = objects.get(parameters.path("Key").asText());
    if (body == null) {
      throw new StatesError("S3.NoSuchKeyException", "The specified key does not exist.");
    }
    return Json.object().put("Body", body);
  }

  private JsonNode put(JsonNode parameters) {
    objects.put(
        parameters.path("Key").asText(),
        new String(((BinaryNode) parameters.path("Body")).binaryValue(), StandardCharsets.UTF_8));
    return Json.object();
  }

  private JsonNode list(JsonNode parameters) {
    List<String> keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(parameters.path("Prefix").asText()))
            .filter(key -> key.compareTo(parameters.path("ContinuationToken").asText("")) > 0)
            .toList();
    ObjectNode page = Json.object();
    keys.stream()
        .limit(2)
        .forEach(
            key ->
                page.withArray("Contents")
                    .addObject()
                    .put("Key", key)
                    .put("ETag", "\"e\"")
                    .put("LastModified", "2026-01-01T00:00:00Z")
                    .put("Size", objects.get(key).length()));
    return keys.size() > 2 ? page.put("NextContinuationToken", keys.get(1)) : page;
  }

  private static JsonNode json(String text) {
    return ScriptedExecution.json(text);
  }
}
