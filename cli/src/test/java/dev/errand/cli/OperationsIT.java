package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
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
    assumeTrue(Shell.has("aws") && Shell.has("jq"), "skipped: the AWS CLI or jq is not installed");
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
                    || text.contains("restore-table")
                    || text.contains("delete-backup"));
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

  private String run(List<String> commands) throws Exception {
    return new Shell(stage).run(String.join("\n", commands));
  }

  private static String block(String beginning) throws IOException {
    return blocks().stream()
        .map(Block::text)
        .filter(text -> text.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  private static List<Block> blocks() throws IOException {
    return Block.all("docs/operations.md");
  }
}
