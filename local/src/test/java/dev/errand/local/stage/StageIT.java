package dev.errand.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

class StageIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int LARGEST_EVENT = 6_291_556;

  private static final String RUNS_WITH_AN_UNKNOWN_PARAMETER =
      """
      {"StartAt": "Run", "States": {"Run": {
        "Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true,
        "Parameters": {"TaskDefinition": "worker", "Overrides": {"Unknown": 1}}}}}""";

  @TempDir private Path folder;

  @Test
  void doesWhatTheTemplateSaysAndKeepsWhatItHas() throws Exception {
    ToyCheckout toy = ToyCheckout.in(folder.resolve("checkout"));
    JsonNode first;
    try (Stage stage = start(toy)) {
      first = stageFile();
      assertThat(fields(first))
          .containsExactly(
              "api",
              "console",
              "dynamodb",
              "stepfunctions",
              "ecs",
              "sqs",
              "lambda",
              "cloudwatch",
              "logs",
              "eventbridge",
              "secretsmanager",
              "xray",
              "s3",
              "records",
              "records_token",
              "sample_clients",
              "token_endpoint",
              "region",
              "account",
              "access_key_id",
              "secret_access_key",
              "state_machine_arn",
              "table",
              "bucket");
      assertThat(first.get("api").asText()).isEqualTo(stage.api().toString());
      assertThat(Files.getPosixFilePermissions(data().resolve("stage.json")))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

      JsonNode answer = JSON.readTree(get(stage, "/toys/7").body());
      assertThat(answer.at("/event/pathParameters/id").asText()).isEqualTo("7");
      assertThat(answer.at("/environment/GREETING").asText()).isEqualTo("hello");
      assertThat(answer.at("/environment/RECORDS").asText())
          .isEqualTo(first.get("records").asText());
      assertThat(answer.at("/environment/AWS_ENDPOINT_URL").asText())
          .isEqualTo(first.get("stepfunctions").asText())
          .isEqualTo(first.get("ecs").asText());
      assertThat(endpoints(answer.get("environment")))
          .as("every service has an endpoint here")
          .containsKey("AWS_ENDPOINT_URL")
          .allSatisfy(
              (variable, url) -> assertThat(url).as(variable).startsWith("http://127.0.0.1:"));
      assertThat(answerOfAServiceThatIsNotThere(answer.get("environment"))).isEqualTo(501);
      assertThat(get(stage, "/toys").statusCode()).isEqualTo(404);

      assertInvokeTakes6Megabytes(first);
      assertThatThrownBy(() -> create(first, RUNS_WITH_AN_UNKNOWN_PARAMETER))
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining("/States/Run/Parameters/Overrides/Unknown of ecs:runTask");

      assertThat(run(first, "first").output()).isEqualTo("{\"bucket\":\"errand-bucket\"}");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(Files.readString(data().resolve("logs/ToyFunction.log")))
                      .contains("detail-type"));
      assertThatThrownBy(() -> start(toy))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another stage uses " + data());
      store(first, "kept");
    }
    assertThat(data().resolve("stage.json")).doesNotExist();

    toy.edit("template.yaml", "/toys/{id}", "/games/{id}");
    toy.edit("template.yaml", "GREETING: hello", "GREETING: good morning");
    toy.edit("toy.asl.json", "\"bucket\"", "\"pail\"");
    try (Stage stage = start(toy)) {
      JsonNode second = stageFile();
      assertThat(second.get("secret_access_key")).isEqualTo(first.get("secret_access_key"));
      assertThat(get(stage, "/toys/7").statusCode()).isEqualTo(404);
      assertThat(JSON.readTree(get(stage, "/games/7").body()).at("/environment/GREETING").asText())
          .isEqualTo("good morning");
      assertThat(run(second, "second").output()).isEqualTo("{\"pail\":\"errand-bucket\"}");
      assertThat(describe(second, "first").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(isStored(second, "kept")).isTrue();
    }
  }

  @Test
  void aTemplateThatIsNotUnderstoodIsRefusedAndLeavesNothingRunning() {
    ToyCheckout toy = ToyCheckout.in(folder.resolve("checkout"));
    toy.edit("template.yaml", "AWS::S3::Bucket", "AWS::S3::Pail");

    assertThatThrownBy(() -> start(toy)).hasMessageContaining("AWS::S3::Pail");

    assertThat(data().resolve("stage.json")).doesNotExist();
    assertThat(data().resolve("processes").toFile().list()).isEmpty();
  }

  @Test
  void aFolderWithTablesOfDynamoDbLocalIsRefusedWithTheOptionForAnotherOne() throws IOException {
    ToyCheckout toy = ToyCheckout.in(folder.resolve("checkout"));
    Files.createDirectories(data().resolve("dynamodb"));
    Files.createFile(data().resolve("dynamodb/shared-local-instance.db"));

    assertThatThrownBy(() -> start(toy))
        .hasMessageContaining(data().resolve("dynamodb").toString())
        .hasMessageContaining("DynamoDB Local")
        .hasMessageContaining("--data");

    assertThat(data().resolve("stage.json")).doesNotExist();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Stage start(ToyCheckout toy) {
    return Stage.start(toy.checkout(), new StageOptions(data(), 0, 10));
  }

  private JsonNode stageFile() throws IOException {
    return JSON.readTree(data().resolve("stage.json").toFile());
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Map<String, String> endpoints(JsonNode environment) {
    Map<String, String> endpoints = new TreeMap<>();
    environment
        .properties()
        .forEach(
            variable -> {
              if (variable.getKey().startsWith("AWS_ENDPOINT_URL")) {
                endpoints.put(variable.getKey(), variable.getValue().asText());
              }
            });
    return endpoints;
  }

  private static int answerOfAServiceThatIsNotThere(JsonNode environment) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(environment.get("AWS_ENDPOINT_URL").asText()))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  /** A machine under load may need longer for the first process than the gateway waits. */
  private static HttpResponse<String> get(Stage stage, String path) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> send(stage, path), response -> response.statusCode() != 503);
  }

  private static HttpResponse<String> send(Stage stage, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stage.api() + path)).build(),
            BodyHandlers.ofString());
  }

  private static DescribeExecutionResponse run(JsonNode stage, String name) {
    try (SfnClient sfn = stepFunctions(stage)) {
      sfn.startExecution(
          start ->
              start
                  .stateMachineArn(stage.get("state_machine_arn").asText())
                  .name(name)
                  .input("{}"));
    }
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> describe(stage, name),
            execution -> execution.status() != ExecutionStatus.RUNNING);
  }

  private static DescribeExecutionResponse describe(JsonNode stage, String name) {
    try (SfnClient sfn = stepFunctions(stage)) {
      return sfn.describeExecution(
          describe ->
              describe.executionArn(
                  stage.get("state_machine_arn").asText().replace(":stateMachine:", ":execution:")
                      + ":"
                      + name));
    }
  }

  private static void create(JsonNode stage, String definition) {
    try (SfnClient sfn = stepFunctions(stage)) {
      sfn.createStateMachine(
          create -> create.name("another").definition(definition).roleArn("arn:aws:iam::role"));
    }
  }

  private static void assertInvokeTakes6Megabytes(JsonNode stage) throws Exception {
    HttpResponse<String> taken = invoke(stage, LARGEST_EVENT);
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");

    HttpResponse<String> tooLarge = invoke(stage, LARGEST_EVENT + 1);
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.headers().firstValue("x-amzn-ErrorType"))
        .contains("RequestTooLargeException");
  }

  /** With an event of so many bytes, on which the toy throws. */
  private static HttpResponse<String> invoke(JsonNode stage, int bytes) throws Exception {
    String event = "{\"do\":\"throw\",\"filling\":\"\"}";
    String full = event.replace("\"\"", "\"" + "x".repeat(bytes - event.length()) + "\"");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        stage.get("lambda").asText()
                            + "/2015-03-31/functions/errand-ToyFunction/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString(full))
                .build(),
            BodyHandlers.ofString());
  }

  private static SfnClient stepFunctions(JsonNode stage) {
    return SfnClient.builder()
        .endpointOverride(URI.create(stage.get("stepfunctions").asText()))
        .region(Region.of(stage.get("region").asText()))
        .credentialsProvider(credentials(stage))
        .build();
  }

  private static DynamoDbClient dynamoDb(JsonNode stage) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(stage.get("dynamodb").asText()))
        .region(Region.of(stage.get("region").asText()))
        .credentialsProvider(credentials(stage))
        .build();
  }

  private static StaticCredentialsProvider credentials(JsonNode stage) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            stage.get("access_key_id").asText(), stage.get("secret_access_key").asText()));
  }

  private static void store(JsonNode stage, String key) {
    try (DynamoDbClient dynamoDb = dynamoDb(stage)) {
      dynamoDb.putItem(
          put ->
              put.tableName(stage.get("table").asText())
                  .item(Map.of("pk", AttributeValue.fromS(key))));
    }
  }

  private static boolean isStored(JsonNode stage, String key) {
    try (DynamoDbClient dynamoDb = dynamoDb(stage)) {
      return dynamoDb
          .getItem(
              get ->
                  get.tableName(stage.get("table").asText())
                      .key(Map.of("pk", AttributeValue.fromS(key))))
          .hasItem();
    }
  }
}
