package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Every command of docs/operations.md that is not marked as for AWS only, as it is written there,
 * with the AWS CLI where it is installed.
 */
@OnSharedStage
class OperationsIT {

  /** The report of the commands. */
  private static final String ID = "01JDF3T7C4V5N6P7Q8R9S0T1V2";

  private static final String DEAD = "dead-letters";
  private static final String SET_UP = "stage() {";
  private static final String REPLAY = "while MESSAGE=";
  private static final Map<String, AttributeValue> NO_REPORT =
      Map.of("pk", AttributeValue.fromS("REPORT#" + DEAD), "sk", AttributeValue.fromS("STATUS"));

  private final StageProcess stage;
  private final Aws aws;
  private final Reports reports;

  OperationsIT(StageProcess stage) {
    this.stage = stage;
    this.aws = new Aws(stage);
    this.reports = Reports.of(stage);
  }

  @BeforeEach
  void needsThePrograms() {
    assumeTrue(
        isInstalled("aws") && isInstalled("jq"), "skipped: the AWS CLI or jq is not installed");
  }

  @Test
  void everyCommandThatIsNotForAwsOnlyRunsOnTheStage() throws Exception {
    start(ID + "-1");
    await().atMost(Duration.ofMinutes(3)).until(() -> get(ID).statusCode() == 200);
    reports.succeeded(ID);

    List<Block> commands = blocks().stream().filter(block -> !block.isForAwsOnly()).toList();

    assertThat(commands).hasSizeGreaterThan(12);
    String output =
        run(commands.stream().map(Block::text).filter(text -> !text.startsWith(REPLAY)).toList());
    assertThat(output)
        .as("describe-execution, the bucket, a function's answer, the table, the worker's log")
        .contains(
            "\"status\": \"SUCCEEDED\"",
            "report.csv",
            "\"statusCode\":200",
            "\"REPORT#" + ID + "\"",
            "\"report_id\":\"" + ID + "\"");
  }

  @Test
  void onlyCommandsOfServicesThatTheStageDoesNotHaveAreForAwsOnly() throws IOException {
    assertThat(blocks())
        .filteredOn(Block::isForAwsOnly)
        .extracting(Block::text)
        .allMatch(
            text ->
                text.contains("aws cloudformation")
                    || text.contains("aws logs")
                    || text.contains("aws xray get-trace-summaries")
                    || text.contains("restore-table"));
  }

  @Test
  void whatCouldNotBeRecordedIsReplayedAndSaysWhyItIsThere() throws Exception {
    DeadLetterFiles deadLetters = new DeadLetterFiles(stage);
    try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
      dynamoDb.putItem(put -> put.tableName(stage.field("table")).item(NO_REPORT));
      start(DEAD);
      await().atMost(Duration.ofMinutes(3)).until(() -> deadLetters.size() == 2);
      dynamoDb.deleteItem(delete -> delete.tableName(stage.field("table")).key(NO_REPORT));
    }

    assertThat(run(List.of(block(SET_UP), block("aws sqs receive-message"))))
        .contains("\"ErrorMessage\": {");
    String output = run(List.of(block(SET_UP), block(REPLAY)));

    assertThat(deadLetters.size()).as(output).isZero();
    reports.succeeded(DEAD);
  }

  private java.net.http.HttpResponse<String> get(String id) {
    return reports.get("/v1/reports/" + id);
  }

  private void start(String name) {
    try (SfnClient stepFunctions = aws.stepFunctions()) {
      stepFunctions.startExecution(
          start ->
              start
                  .stateMachineArn(stage.field("state_machine_arn"))
                  .name(name)
                  .input(Reports.example("client-a.json")));
    }
  }

  /** Runs them in one shell, in the checkout, which stops at the first that fails. */
  private String run(List<String> commands) throws Exception {
    String script = String.join("\n", commands).replace(".errand/", stage.data().toString() + "/");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(StageProcess.ROOT.toFile())
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
    assertThat(process.waitFor()).as(script + "\n" + output).isZero();
    return output;
  }

  /**
   * An indented block.
   *
   * @param before the line before it that is not empty
   */
  private record Block(String before, String text) {

    boolean isForAwsOnly() {
      return before.contains("on AWS only");
    }
  }

  private static String block(String beginning) throws IOException {
    return blocks().stream()
        .map(Block::text)
        .filter(text -> text.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    String before = "";
    List<String> lines =
        new ArrayList<>(Files.readAllLines(StageProcess.ROOT.resolve("docs/operations.md")));
    lines.add("");
    for (String line : lines) {
      if (line.startsWith("    ")) {
        block.append(line.substring(4)).append('\n');
      } else if (block.length() > 0) {
        blocks.add(new Block(before, block.toString()));
        block.setLength(0);
      }
      if (!line.isBlank() && !line.startsWith("    ")) {
        before = line;
      }
    }
    return blocks;
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }
}
