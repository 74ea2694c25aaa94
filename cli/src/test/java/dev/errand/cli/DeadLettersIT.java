package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What docs/operations.md says of dead letters, with the AWS CLI where it is installed. */
@ExtendWith(SharedStage.class)
class DeadLettersIT {

  private static final String NAME = "dead-letters";
  private static final Map<String, AttributeValue> KEY =
      Map.of("pk", AttributeValue.fromS("REPORT#" + NAME), "sk", AttributeValue.fromS("STATUS"));

  private final StageProcess stage;
  private final Aws aws;

  DeadLettersIT(StageProcess stage) {
    this.stage = stage;
    this.aws = new Aws(stage);
  }

  @Test
  void whatCouldNotBeRecordedIsReplayedByTheCommandOfTheHandbook() throws Exception {
    assumeTrue(
        isInstalled("aws") && isInstalled("jq"), "skipped: the AWS CLI or jq is not installed");
    try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
      dynamoDb.putItem(
          put -> put.tableName(stage.field("table")).item(KEY)); // an item that is no report
      try (SfnClient stepFunctions = aws.stepFunctions()) {
        stepFunctions.startExecution(
            start ->
                start
                    .stateMachineArn(stage.field("state_machine_arn"))
                    .name(NAME)
                    .input(Reports.example("client-a.json")));
      }
      await().atMost(Duration.ofMinutes(3)).until(() -> deadLetters().size() == 2);
      dynamoDb.deleteItem(delete -> delete.tableName(stage.field("table")).key(KEY));
    }

    replay();

    Reports.of(stage).succeeded(NAME);
  }

  private List<Path> deadLetters() throws IOException {
    String url = stage.field("dead_letters");
    Path queue = stage.path("queues").resolve(url.substring(url.lastIndexOf('/') + 1));
    if (!Files.isDirectory(queue)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(queue)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private void replay() throws Exception {
    String onTheStage =
        block("Against the local stage")
            .replace(".errand/stage.json", stage.path("stage.json").toString());
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-uc", onTheStage + "\n" + block("## Replaying dead letters"))
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", stage.field("region"),
                "AWS_DEFAULT_REGION", stage.field("region"),
                "AWS_ACCESS_KEY_ID", stage.field("access_key_id"),
                "AWS_SECRET_ACCESS_KEY", stage.field("secret_access_key"),
                "AWS_PAGER", ""));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(deadLetters()).as(output).isEmpty();
  }

  /** The first indented block of the handbook behind a text. */
  private static String block(String behind) throws IOException {
    String handbook = Files.readString(StageProcess.ROOT.resolve("docs/operations.md"));
    return handbook
        .substring(handbook.indexOf(behind))
        .lines()
        .dropWhile(line -> !line.startsWith("    "))
        .takeWhile(line -> line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }
}
