package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that the README shows, by the AWS CLI where it is installed. */
@OnSharedStage
class AwsCommandLineIT {

  private final StageProcess stage;
  private final Reports reports;

  AwsCommandLineIT(StageProcess stage) {
    this.stage = stage;
    this.reports = Reports.of(stage);
  }

  @BeforeEach
  void needsTheAwsCommand() {
    boolean installed;
    try {
      Process process =
          new ProcessBuilder("aws", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      installed = process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      installed = false;
    }
    assumeTrue(installed, "skipped: the AWS CLI is not installed");
  }

  @Test
  void executionsAreStartedDescribedAndListed() throws IOException {
    String started =
        aws(
                "stepfunctions",
                "start-execution",
                "--state-machine-arn",
                stage.field("state_machine_arn"),
                "--name",
                "from-the-command-line",
                "--input",
                Reports.example("client-a.json"))
            .path("executionArn")
            .asText();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> reports.get("/v1/reports/from-the-command-line").statusCode() == 200);
    reports.succeeded("from-the-command-line");

    JsonNode execution = aws("stepfunctions", "describe-execution", "--execution-arn", started);
    JsonNode executions =
        aws(
                "stepfunctions",
                "list-executions",
                "--state-machine-arn",
                stage.field("state_machine_arn"),
                "--status-filter",
                "SUCCEEDED")
            .path("executions");

    assertThat(execution.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(Reports.json(execution.path("input").asText()))
        .isEqualTo(Reports.json(Reports.example("client-a.json")));
    assertThat(executions)
        .extracting(listed -> listed.path("executionArn").asText())
        .contains(started);
  }

  @Test
  void theTableIsQueried() throws IOException {
    String id = reports.accepted(Reports.example("client-b.json"));
    reports.succeeded(id);

    JsonNode items =
        aws(
                "dynamodb",
                "query",
                "--table-name",
                stage.field("table"),
                "--key-condition-expression",
                "pk = :report AND sk = :status",
                "--expression-attribute-values",
                "{\":report\": {\"S\": \"REPORT#%s\"}, \":status\": {\"S\": \"STATUS\"}}"
                    .formatted(id))
            .path("Items");

    assertThat(items)
        .extracting(item -> item.at("/status/S").asText())
        .containsExactly("SUCCEEDED");
  }

  private JsonNode aws(String service, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("aws", service));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--endpoint-url", stage.field(service), "--output", "json"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("AWS_REGION", stage.field("region"));
    builder.environment().put("AWS_DEFAULT_REGION", stage.field("region"));
    builder.environment().put("AWS_ACCESS_KEY_ID", stage.field("access_key_id"));
    builder.environment().put("AWS_SECRET_ACCESS_KEY", stage.field("secret_access_key"));
    builder.environment().put("AWS_PAGER", "");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as("%s: %s", command, output).isZero();
    return Reports.json(output);
  }
}
